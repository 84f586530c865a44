-- Rows held back in all deliveries, by sheet and reason.
-- zh: 全部来件中扣留的行数，按表和原因。
-- Grain: one sheet and reason. Key: table_name, reason_code.
with quarantine_counts as (
    select * from protection.quarantine_counts
)

select
    source,
    table_name,
    sheet_zh,
    reason_code,
    rows_quarantined,
    is_suppressed
from quarantine_counts
