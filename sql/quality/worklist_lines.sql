-- The worklist of every body, ordered by what mending a check's findings is worth, then severity. A file is named to its
-- sender and to the bodies of a street that sent it; others are told the form. No line has a price in points of score: it may
-- be about one woman. What was not read or not accepted is told in Chinese and English, as in `status`.
-- zh: 各辖区的问题清单，先列改正一项核查可挽回分数多的，再按级别；文件名只告诉报送者和报送街道所辖各辖区，
-- zh: 其他的只说明表式；一条可能只涉及一人，故各条不标分数；没有读入或没有接受的，中英文都写。
-- Grain: one line of a worklist. Key: returned_by_code, line_place.
with lines as (
    select
        listed_findings.list_code,
        listed_findings.finding_id,
        checks.label_zh as told_check,
        listed_findings.severity,
        listed_findings.delivery_no,
        listed_findings.sheet_no,
        listed_findings.row_no,
        listed_findings.column_name,
        listed_findings.told_subject,
        listed_findings.amount,
        checks.remedy_zh as remedy,
        listed_findings.points_at_stake,
        listed_findings.first_found_on
    from quality.listed_findings as listed_findings
    inner join rules.checks as checks on checks.id = listed_findings.check_id
    union all
    select
        list_code,
        finding_id,
        sentence_zh || ' ' || sentence_en,
        severity,
        delivery_no,
        sheet_no,
        row_no,
        null,
        null,
        null,
        remedy_zh || ' ' || remedy_en,
        null,
        reported_on
    from quality.returned_faults
),

files as (
    select
        deliveries.delivery_no,
        deliveries.delivered_as,
        senders.sender_code
    from landing.deliveries as deliveries
    inner join quality.senders as senders on senders.delivery_no = deliveries.delivery_no
),

forms as (
    select
        received.delivery_no,
        received.sheet_no,
        told_names.told_name as tab,
        received.table_name,
        forms.sheet_zh
    from l1.received.sheets as received
    left join landing.told_names as told_names
        on told_names.delivery_no = received.delivery_no
        and told_names.sheet_no = received.sheet_no
    left join rules.sheets as forms on forms.table_name = received.table_name
),

streets as (
    select bodies.body_code, bodies.street_code
    from core.bodies as bodies
    inner join rules.run as run on run.as_of_date = bodies.as_of_date
),

column_names as (
    select table_name, column_name, column_zh from rules.columns
    union all
    select null, column_name, min(column_zh) from rules.columns group by column_name
),

placed_lines as (
    select
        lines.*,
        round(sum(lines.points_at_stake) over (partition by lines.list_code, lines.told_check), 6) as check_points,
        column_names.column_zh,
        forms.sheet_zh,
        case when files.sender_code in (lines.list_code, streets.street_code) then files.delivered_as end as file,
        case when files.sender_code in (lines.list_code, streets.street_code) then forms.tab end as tab
    from lines
    left join files on files.delivery_no = lines.delivery_no
    left join streets on streets.body_code = lines.list_code
    left join forms
        on forms.delivery_no = lines.delivery_no
        and forms.sheet_no = lines.sheet_no
    left join column_names
        on column_names.column_name = lines.column_name
        and column_names.table_name is not distinct from forms.table_name
)

select
    row_number() over (
        partition by list_code
        order by
            check_points desc nulls last,
            case severity when 'error' then 1 when 'warn' then 2 else 3 end,
            told_check,
            delivery_no,
            sheet_no,
            row_no,
            column_name,
            finding_id
    ) as line_place,
    told_check as line_check,
    case severity when 'error' then '差错' when 'warn' then '警示' else '提示' end as line_severity,
    coalesce(file, sheet_zh) as line_file,
    tab as line_sheet,
    row_no as line_row,
    column_zh as line_column,
    nullif(told_subject, '') as line_subject,
    amount as line_amount,
    remedy as line_remedy,
    first_found_on as line_first_found_on,
    cast(null as boolean) as is_false_alarm,
    finding_id as marked_finding_id,
    list_code as returned_by_code
from placed_lines
