-- Person rows of the ledger snapshots that stand.
-- zh: 采用的台账快照中的人员行。
-- Grain: one person row of a snapshot. Key: delivery_no, sheet_no, row_no.
with rows_of_ledger as (
    select * from staging.ledger_persons
),

ledger_deliveries as (
    select * from core.ledger_deliveries where table_name = 'ledger_persons'
)

select rows_of_ledger.*
from rows_of_ledger
inner join ledger_deliveries
    on ledger_deliveries.community_code = rows_of_ledger.community_code
    and ledger_deliveries.snapshot_date = rows_of_ledger.as_of_date
    and ledger_deliveries.delivery_no = rows_of_ledger.delivery_no
