-- What became of every quality check: clear, found, could_not_run, or not_judged where nothing stood to be judged.
-- A declared rule is counted twice, by its select and by Great Expectations: where the two differ it could not run.
-- zh: 每项核查的结果：无问题（clear）、有问题（found）、未能运行（could_not_run），
-- zh: 或无可判断（not_judged）。单表规则由 SQL 和 Great Expectations 各数一遍，
-- zh: 两数不符的算未能运行。
-- Grain: one check on the date of knowledge. Key: check_id.
with checks as (
    select * from rules.checks
),

attempts as (
    select * from quality.attempts
),

counted_findings as (
    select check_id, count(*) as findings
    from quality.findings
    group by check_id
),

rules as (
    select
        about as check_id,
        state,
        rows_found
    from quality.expectations
    where kind = 'rule'
),

received_sheets as (
    select count(*) as sheets from l1.received.sheets where table_name is not null
),

judged_checks as (
    select
        checks.id as check_id,
        checks.severity,
        checks.effect,
        checks.found_by,
        attempts.seconds,
        coalesce(counted_findings.findings, 0) as findings,
        attempts.failed_with is not null
        or coalesce(rules.state = 'could_not_run', false)
        or coalesce(rules.rows_found <> coalesce(counted_findings.findings, 0), false) as is_without_result,
        case checks.found_by
            when 'refusal' then true
            when 'reader' then received_sheets.sheets > 0
            else attempts.check_id is not null and received_sheets.sheets > 0
        end as is_judged
    from checks
    cross join received_sheets
    left join attempts on attempts.check_id = checks.id
    left join counted_findings on counted_findings.check_id = checks.id
    left join rules on rules.check_id = checks.id
)

select
    run.as_of_date,
    judged_checks.check_id,
    judged_checks.severity,
    judged_checks.effect,
    judged_checks.found_by,
    case
        when judged_checks.is_without_result then 'could_not_run'
        when judged_checks.findings > 0 then 'found'
        when judged_checks.is_judged then 'clear'
        else 'not_judged'
    end as state,
    case when not judged_checks.is_without_result then judged_checks.findings end as findings,
    judged_checks.seconds
from judged_checks
cross join rules.run as run
