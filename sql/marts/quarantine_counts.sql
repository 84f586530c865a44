-- Rows held back in all deliveries, by sheet and reason.
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
