-- What the reading of cells and rows found in what is in force at the run's date: no replaced rows, no older snapshots.
-- zh: 读取运行日在用材料时发现的单元格和行的问题：不含被替换的行和较早的快照。
-- Grain: one finding. Key: check_id, delivery_no, sheet_no, row_no, column_name.
with standing_sheets as (
    select
        ledger_deliveries.community_code,
        ledger_deliveries.table_name,
        ledger_deliveries.delivery_no
    from core.ledger_deliveries as ledger_deliveries
    inner join core.snapshots as snapshots
        on snapshots.community_code = ledger_deliveries.community_code
        and snapshots.snapshot_date = ledger_deliveries.snapshot_date
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

ledger_sheets as (
    select distinct table_name, delivery_no from standing_sheets
)

-- one file may hold the ledgers of several bodies, and stand for some of them only
select
    findings.check_id,
    findings.table_name,
    findings.delivery_no,
    findings.sheet_no,
    findings.row_no,
    findings.column_name,
    findings.row_key,
    findings.body_code
from landing.findings as findings
left join standing_sheets
    on standing_sheets.community_code = findings.body_code
    and standing_sheets.table_name = findings.table_name
left join ledger_sheets
    on ledger_sheets.delivery_no = findings.delivery_no
    and ledger_sheets.table_name = findings.table_name
where not findings.is_replaced
    and (
        findings.table_name is null
        or findings.table_name not like 'ledger_%'
        or coalesce(standing_sheets.delivery_no, ledger_sheets.delivery_no) = findings.delivery_no
    )
