-- Every quality check: what it asks, where its findings come from, and what to do about one.
-- `made_in` is the table that holds what was found, or that was judged by a declared rule.
-- zh: 每项核查查什么、在哪里查、查出后怎么办。
-- Grain: one check. Key: check_id.
with checks as (
    select * from rules.checks
),

declared_rules as (
    select about as check_id, table_name
    from quality.expectations
    where kind = 'rule'
)

select
    checks.id as check_id,
    checks.check_group,
    checks.label_zh,
    checks.subject,
    checks.rule,
    checks.rule_zh,
    checks.remedy_zh,
    checks.remedy_en,
    checks.found_by,
    case checks.found_by
        when 'sql' then 'checks.' || checks.id
        when 'rule' then 'staging.' || declared_rules.table_name
        when 'reader' then 'landing.findings'
        else 'rules.scheme_lines'
    end as made_in
from checks
left join declared_rules on declared_rules.check_id = checks.id
