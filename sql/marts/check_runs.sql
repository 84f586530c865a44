-- What became of every quality check of this night, and how many findings it left in the district.
-- zh: 当夜每项核查的结果，以及全区查出的问题条数。
-- Grain: one check on the date of knowledge. Key: as_of_date, check_id.
with check_runs as (
    select * from protection.check_runs
)

select
    as_of_date,
    check_id,
    severity,
    effect,
    found_by,
    state,
    findings,
    is_suppressed
from check_runs
