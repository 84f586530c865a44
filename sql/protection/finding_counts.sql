-- Findings by check and body as they may be published, without those that the body marked as false alarms.
-- Of the checks about persons small cells are hidden, and with them the smallest others of the check, until every hidden one may be as many different numbers as the smallest published cell
-- and one more, though the check's total is known. Where all its findings do not suffice, the cells of every body are
-- hidden, zeros too. Files without a class are hidden wherever the count of unclassified women is.
-- Grain: one check and body on the date of knowledge. Key: check_id, body_code.
with findings as (
    select findings.*
    from quality.findings as findings
    inner join quality.finding_lives as finding_lives on finding_lives.finding_id = findings.finding_id
    where finding_lives.state <> 'false_alarm'
),

run as (
    select as_of_date, {{ setting('smallest_published_cell', 'as_of_date') }} as smallest_published_cell
    from rules.run
),

newest_month as (
    select max(as_of_date) as as_of_date from protection.class_counts
),

unclassified_hidden as (
    select class_counts.body_code
    from protection.class_counts as class_counts
    inner join newest_month on newest_month.as_of_date = class_counts.as_of_date
    where class_counts.management_class = 'unclassified'
        and class_counts.is_suppressed
    union
    select class_counts.body_code
    from protection.class_counts as class_counts
    inner join protection.class_totals as class_totals
        on class_totals.as_of_date = class_counts.as_of_date
        and class_totals.division_code = class_counts.street_code
    inner join newest_month on newest_month.as_of_date = class_counts.as_of_date
    where class_totals.boundaries = 'own'
        and class_totals.management_class = 'unclassified'
        and class_totals.is_suppressed
),

counted_findings as (
    select as_of_date, check_id, severity, body_code, count(*) as findings
    from findings
    group by as_of_date, check_id, severity, body_code
),

cells as (
    select
        counted_findings.*,
        run.smallest_published_cell,
        personal_checks.check_id is not null as is_about_persons,
        coalesce(
            personal_checks.check_id is not null
            and (
                counted_findings.findings < run.smallest_published_cell
                or (counted_findings.check_id = 'class_missing' and unclassified_hidden.body_code is not null)
            ),
            false
        ) as must_hide
    from counted_findings
    cross join run
    left join protection.personal_checks as personal_checks on personal_checks.check_id = counted_findings.check_id
    left join unclassified_hidden on unclassified_hidden.body_code = counted_findings.body_code
),

-- k hidden cells of a known sum s lie between 1 and s - k + 1 each
ordered_cells as (
    select
        *,
        bool_or(must_hide) over (partition by check_id) as has_hidden,
        count(*) over before as cells_before,
        coalesce(sum(findings) over before, 0) as findings_before
    from cells
    window before as (
        partition by check_id
        order by must_hide desc, findings, body_code
        rows between unbounded preceding and 1 preceding
    )
),

hidden_cells as (
    select
        *,
        must_hide
        or (
            has_hidden
            and (cells_before < 2 or findings_before - cells_before < smallest_published_cell)
        ) as is_hidden
    from ordered_cells
),

bare_checks as (
    select as_of_date, check_id, severity
    from hidden_cells
    where is_hidden
    group by as_of_date, check_id, severity, smallest_published_cell
    having count(*) < 2 or sum(findings) - count(*) < smallest_published_cell
)

select
    hidden_cells.as_of_date,
    hidden_cells.check_id,
    hidden_cells.severity,
    hidden_cells.body_code,
    case when not hidden_cells.is_hidden then hidden_cells.findings end as findings,
    hidden_cells.is_hidden as is_suppressed
from hidden_cells
left join bare_checks on bare_checks.check_id = hidden_cells.check_id
where bare_checks.check_id is null
union all
select
    bare_checks.as_of_date,
    bare_checks.check_id,
    bare_checks.severity,
    bodies.body_code,
    null,
    true
from bare_checks
inner join core.bodies as bodies on bodies.as_of_date = bare_checks.as_of_date
