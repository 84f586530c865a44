-- Every finding on what is in force at the run's date: of single cells and rows while reading, and of the checks in SQL.
-- `finding_id` knows no place in a file, so it stays when the file is sent again or a row is inserted above: it is a hash
-- over check, body (else who sent the file), column, period and the thing found, which is a check's subject, else the
-- row's contract key (personal keys as pseudonyms), else the sheet's table. Things that these leave equal, as rows held
-- back without a readable ID on one page, are numbered in their order.
-- zh: 运行日在用材料中的每个问题：读取时发现的单元格和行的问题，以及 SQL 核查的问题。
-- zh: finding_id 不含文件中的位置，因此重报或插行后不变。
-- Grain: one finding. Key: finding_id.
with checks as (
    select * from rules.checks
),

reading_findings as (
    select * from quality.reading_findings
),

check_findings as (
    {{ every_check() }}
),

all_findings as (
    select
        check_id,
        body_code,
        delivery_no,
        sheet_no,
        row_no,
        column_name,
        cast(null as varchar) as subject_code,
        cast(null as varchar) as period,
        cast(null as integer) as amount,
        coalesce(row_key, table_name) as thing
    from reading_findings
    union all
    select
        check_id,
        body_code,
        delivery_no,
        sheet_no,
        row_no,
        column_name,
        subject_code,
        period,
        amount,
        subject_code
    from check_findings
),

charged_findings as (
    select
        all_findings.* replace (coalesce(all_findings.body_code, row_bodies.body_code) as body_code),
        coalesce(all_findings.body_code, row_bodies.body_code, senders.sender_code, '') as place
    from all_findings
    left join core.row_bodies as row_bodies
        on row_bodies.delivery_no = all_findings.delivery_no
        and row_bodies.sheet_no = all_findings.sheet_no
        and row_bodies.row_no = all_findings.row_no
    left join quality.senders as senders on senders.delivery_no = all_findings.delivery_no
),

numbered_findings as (
    select
        *,
        row_number() over (
            partition by check_id, place, column_name, period, thing
            order by delivery_no, sheet_no, row_no
        ) as turn
    from charged_findings
)

select
    substr(sha256(concat_ws(
        '|',
        findings.check_id,
        findings.place,
        coalesce(findings.column_name, ''),
        coalesce(findings.period, ''),
        coalesce(findings.thing, ''),
        findings.turn
    )), 1, 16) as finding_id,
    run.as_of_date,
    findings.check_id,
    checks.severity,
    checks.effect,
    findings.body_code,
    findings.subject_code,
    findings.period,
    findings.amount,
    findings.delivery_no,
    findings.sheet_no,
    findings.row_no,
    findings.column_name
from numbered_findings as findings
inner join checks on checks.id = findings.check_id
cross join rules.run as run
