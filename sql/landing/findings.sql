-- What the reading of each delivered cell and row found, with the row's body, the hash of its contract key,
-- and whether a later delivery replaced it.
-- zh: 读取每个单元格和每行时发现的问题，含该行的辖区、合同主键的哈希，以及是否已被后来的报送替换。
-- Grain: one finding. Key: check_id, delivery_no, sheet_no, row_no, column_name.
with impossible_ids as (
    select delivery_no, sheet_no, row_no from landing.quarantined_rows where reason_code = 'id_checkdigit_failed'
),

-- an ID that cannot be contradicts no column, also where only the night's date tells that it cannot
reader_findings as (
    select findings.delivery_no, findings.sheet_no, findings.row_no, findings.check_id, findings.column_name
    from l1.received.findings as findings
    left join impossible_ids
        on impossible_ids.delivery_no = findings.delivery_no
        and impossible_ids.sheet_no = findings.sheet_no
        and impossible_ids.row_no = findings.row_no
    where findings.check_id <> 'id_birth_sex_mismatch' or impossible_ids.row_no is null
),

future_dates as (
    {{ every_future_date() }}
),

key_findings as (
    select quarantined_rows.delivery_no, quarantined_rows.sheet_no, quarantined_rows.row_no,
        quarantined_rows.reason_code as check_id,
        case when quarantined_rows.reason_code = 'id_checkdigit_failed' then 'citizen_id' end as column_name
    from landing.quarantined_rows as quarantined_rows
    left join reader_findings
        on reader_findings.delivery_no = quarantined_rows.delivery_no
        and reader_findings.sheet_no = quarantined_rows.sheet_no
        and reader_findings.row_no = quarantined_rows.row_no
        and reader_findings.check_id = quarantined_rows.reason_code
    where reader_findings.check_id is null
),

findings as (
    select delivery_no, sheet_no, row_no, check_id, column_name from reader_findings
    union all
    select delivery_no, sheet_no, row_no, check_id, column_name from future_dates
    union all
    select delivery_no, sheet_no, row_no, check_id, column_name from key_findings
),

found_rows as (
    select distinct delivery_no, sheet_no, row_no from findings where row_no is not null
),

keyed_rows as (
    {{ every_found_row() }}
)

select
    findings.check_id,
    sheets.table_name,
    findings.delivery_no,
    findings.sheet_no,
    findings.row_no,
    findings.column_name,
    keyed_rows.row_key,
    coalesce(keyed_rows.is_replaced, false) as is_replaced,
    keyed_rows.body_code
from findings
left join l1.received.sheets as sheets
    on sheets.delivery_no = findings.delivery_no
    and sheets.sheet_no = findings.sheet_no
left join keyed_rows
    on keyed_rows.delivery_no = findings.delivery_no
    and keyed_rows.sheet_no = findings.sheet_no
    and keyed_rows.row_no = findings.row_no
