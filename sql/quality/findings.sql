-- Every finding on what is in force at the run's date: of single cells and rows while reading, and of the checks in SQL.
-- Grain: one finding. Key: check_id, body_code, delivery_no, sheet_no, row_no, column_name.
with checks as (
    select * from rules.checks
),

ledger_deliveries as (
    select distinct ledger_deliveries.delivery_no
    from core.ledger_deliveries as ledger_deliveries
    inner join core.snapshots as snapshots
        on snapshots.community_code = ledger_deliveries.community_code
        and snapshots.snapshot_date = ledger_deliveries.snapshot_date
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

reading_findings as (
    select findings.*
    from landing.findings as findings
    left join ledger_deliveries on ledger_deliveries.delivery_no = findings.delivery_no
    where findings.table_name is null
        or findings.table_name not like 'ledger_%'
        or ledger_deliveries.delivery_no is not null
),

check_findings as (
    {{ every_check() }}
),

all_findings as (
    select check_id, body_code, delivery_no, sheet_no, row_no, column_name
    from reading_findings
    union all
    select check_id, body_code, delivery_no, sheet_no, row_no, column_name
    from check_findings
)

select
    run.as_of_date,
    all_findings.check_id,
    checks.severity,
    checks.effect,
    all_findings.body_code,
    all_findings.delivery_no,
    all_findings.sheet_no,
    all_findings.row_no,
    all_findings.column_name
from all_findings
inner join checks on checks.id = all_findings.check_id
cross join rules.run as run
