-- What became of every quality check of this night, and how many findings it left.
-- Grain: one check on the date of knowledge. Key: as_of_date, check_id.
with check_runs as (
    select * from quality.check_runs
)

select
    as_of_date,
    check_id,
    severity,
    effect,
    found_by,
    state,
    findings
from check_runs
