-- Rows held back in all deliveries, by sheet and reason; unprotected.
-- zh: 全部来件中扣留的行数，按表和原因；未经保护。
-- Grain: one sheet and reason on the date of knowledge. Key: table_name, reason_code.
with quarantined_rows as (
    select * from landing.quarantined_rows
),

sheets as (
    select * from rules.sheets
)

select
    run.as_of_date,
    sheets.contract as source,
    sheets.table_name,
    sheets.sheet_zh,
    quarantined_rows.reason_code,
    count(*) as rows_quarantined
from quarantined_rows
inner join sheets on sheets.table_name = quarantined_rows.table_name
cross join rules.run as run
group by all
