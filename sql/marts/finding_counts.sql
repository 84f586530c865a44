-- How often each check found something in the rows of each body; small counts of checks about persons are withheld.
-- zh: 每项核查在各辖区查出的问题条数；涉及个人的很小的数隐去。
-- Grain: one check and body on the date of knowledge. Key: as_of_date, check_id, body_code.
with finding_counts as (
    select * from protection.finding_counts
)

select
    as_of_date,
    check_id,
    severity,
    body_code,
    findings,
    is_suppressed
from finding_counts
