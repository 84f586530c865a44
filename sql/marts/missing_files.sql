-- Files that were expected for a period and did not arrive.
-- zh: 到期应报而没有到的文件。
-- Grain: one source, body and period. Key: source, body_code, period.
with findings as (
    select * from quality.findings where check_id = 'file_missing_for_period'
),

bodies as (
    select bodies.*
    from core.bodies as bodies
    inner join rules.run as run on run.as_of_date = bodies.as_of_date
)

select
    findings.period,
    findings.subject_code as source,
    findings.body_code,
    bodies.body_name,
    bodies.street_code,
    bodies.street_name
from findings
left join bodies on bodies.body_code = findings.body_code
