-- Findings by check and body, without those that the body marked as false alarms; unprotected.
-- zh: 按核查和辖区的问题数，不含辖区标为误报的；未经保护。
-- Grain: one check and body on the date of knowledge. Key: check_id, body_code.
with findings as (
    select findings.*
    from quality.findings as findings
    inner join quality.finding_lives as finding_lives on finding_lives.finding_id = findings.finding_id
    where finding_lives.state <> 'false_alarm'
)

select as_of_date, check_id, severity, body_code, count(*) as findings
from findings
group by as_of_date, check_id, severity, body_code
