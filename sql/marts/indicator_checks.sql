-- Which quality checks look at the rows that an indicator counts.
-- zh: 哪些核查管着指标所数的行。
-- Grain: one check of one indicator. Key: indicator_id, check_id.
with indicator_checks as (
    select * from rules.indicator_checks
),

checks as (
    select * from rules.checks
)

select
    indicator_checks.indicator_id,
    indicator_checks.check_id,
    checks.label_zh,
    checks.severity
from indicator_checks
inner join checks on checks.id = indicator_checks.check_id
