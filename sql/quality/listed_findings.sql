-- Open findings as each body is told of them: at the row at fault, and where a person has files in several bodies, at each
-- of her files in the list of its body. `told_subject` is a building, page, slip, unit, period or the forms that did not
-- arrive, never a person.
-- zh: 告知各辖区的未改正问题：指到出错的行；一人在几个辖区有档案的，各辖区清单各列其档案。所列对象是楼栋、户页、
-- zh: 通报单、单位、期次或未到的报表，从不是人。
-- Grain: one finding and row in one body's list. Key: list_code, finding_id, delivery_no, sheet_no, row_no.
with findings as (
    select findings.*, finding_lives.owner_code, finding_lives.first_found_on
    from quality.findings as findings
    inner join quality.finding_lives as finding_lives on finding_lives.finding_id = findings.finding_id
    where finding_lives.state in ('open', 'come_back')
),

concerned_files as (
    select * from quality.concerned_files
),

told_findings as (
    select
        finding_id,
        owner_code as list_code,
        delivery_no,
        sheet_no,
        row_no,
        [part for part in string_split(subject_code, '/') if not regexp_full_match(part, '^[0-9a-f]{16}$')]
            as subject_parts
    from findings
    where finding_id not in (select finding_id from concerned_files)
    union all
    select
        concerned_files.finding_id,
        concerned_files.body_code,
        concerned_files.delivery_no,
        concerned_files.sheet_no,
        concerned_files.row_no,
        null
    from concerned_files
    inner join findings on findings.finding_id = concerned_files.finding_id
),

forms as (
    select contract, string_agg(distinct sheet_zh, '、' order by sheet_zh) as forms_zh
    from rules.sheets
    group by contract
),

listed_rows as (
    select distinct delivery_no, sheet_no, row_no from told_findings where row_no is not null
),

row_subjects as (
    {{ every_row_subject() }}
)

select
    told_findings.list_code,
    told_findings.finding_id,
    findings.check_id,
    told_findings.delivery_no,
    told_findings.sheet_no,
    told_findings.row_no,
    findings.column_name,
    concat_ws(
        ' ',
        coalesce(forms.forms_zh, nullif(array_to_string(told_findings.subject_parts, '/'), ''), row_subjects.subject),
        findings.period
    ) as told_subject,
    findings.severity,
    findings.amount,
    points_at_stake.points_at_stake,
    findings.first_found_on
from told_findings
inner join findings on findings.finding_id = told_findings.finding_id
left join forms on forms.contract = array_to_string(told_findings.subject_parts, '/')
left join row_subjects
    on row_subjects.delivery_no = told_findings.delivery_no
    and row_subjects.sheet_no = told_findings.sheet_no
    and row_subjects.row_no = told_findings.row_no
left join quality.points_at_stake as points_at_stake on points_at_stake.finding_id = told_findings.finding_id
