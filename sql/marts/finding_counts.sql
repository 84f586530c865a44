-- How often each check found something in the rows of each body.
-- Grain: one check and body on the date of knowledge. Key: as_of_date, check_id, body_code.
with findings as (
    select * from quality.findings
)

select
    as_of_date,
    check_id,
    severity,
    body_code,
    count(*) as findings
from findings
group by as_of_date, check_id, severity, body_code
