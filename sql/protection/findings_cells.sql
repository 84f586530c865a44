-- Every published count of findings about persons, and of rows held back, as a cell; beside these the false alarms of each
-- check and its rows no longer in force, which nobody is told, and the rows that the files of a contract held back in all.
-- Files tell these whatever is withheld, so that a count with nothing beside it in its contract cannot be kept from who
-- adds them up: then alone they are taken as untold. Files without a class are withheld wherever the count of unclassified
-- women is.
-- zh: 每个要公布的涉及个人的问题数和隔离行数作为一个单元格，另有不告诉任何人的各项核查误报数和已不在用的行数，
-- zh: 以及各合同来件隔离的总行数；后者来件表总会列出，只有同一合同中别无他数时才当作未告知。
-- zh: 未分类人数隐去之处，未归类档案的问题数也隐去。
-- Grain: one count. Key: cell.
with personal_checks as (
    select * from protection.personal_checks
),

finding_counts as (
    select * from quality.finding_counts
),

check_runs as (
    select * from quality.check_runs
),

all_cells as (
    {{ every_cell('findings') }}
),

newest_counts as (
    select *
    from core.class_counts
    where management_class = 'unclassified'
        and as_of_date = (select max(as_of_date) from core.class_counts)
),

unclassified as (
    select {{ cell('finding_counts', 'findings', 'finding_counts') }} as cell
    from finding_counts
    inner join newest_counts on newest_counts.body_code = finding_counts.body_code
    where finding_counts.check_id = 'class_missing'
        and {{ cell('class_counts', 'women', 'newest_counts') }} in (select cell from protection.withheld_women)
),

false_alarms as (
    select
        concat_ws('|', 'false_alarms', check_runs.check_id) as cell,
        check_runs.as_of_date,
        cast(check_runs.findings - coalesce(sum(finding_counts.findings), 0) as bigint) as women
    from check_runs
    inner join personal_checks on personal_checks.check_id = check_runs.check_id
    left join finding_counts on finding_counts.check_id = check_runs.check_id
    where check_runs.findings > 0
    group by check_runs.check_id, check_runs.as_of_date, check_runs.findings
),

untold as (
    select * from false_alarms
    union all
    select concat_ws('|', 'more_rows', check_id), as_of_date, abs(more_rows)
    from protection.held_back
),

files as (
    select
        concat_ws('|', 'files', source) as cell,
        as_of_date,
        cast(sum(rows_quarantined) as bigint) as women
    from quality.quarantine_counts
    group by source, as_of_date
)

select
    cell,
    body_code,
    counted_on,
    women,
    lowest,
    width,
    weight,
    stays_hidden,
    women < width or cell in (select cell from unclassified) as is_protected,
    false as is_untold
from all_cells
union all
select cell, null, as_of_date, women, 0, {{ setting('smallest_published_cell', 'as_of_date') }}, null, false, false, true
from untold
where women > 0
union all
select cell, null, as_of_date, women, 1, {{ setting('smallest_published_cell', 'as_of_date') }}, 1000000, false, false, false
from files
