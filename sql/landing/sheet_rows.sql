-- What became of the rows of every delivered sheet: seen = accepted + quarantined + excluded.
-- zh: 每张报送表各行的去向：读到＝接受＋隔离＋剔除。
-- Grain: one sheet of a delivery. Key: delivery_no, sheet_no.
with sheets as (
    select * from l1.received.sheets where table_name is not null
),

kept_rows as (
    select delivery_no, sheet_no, sum(kept_rows) as kept_rows
    from ({{ every_kept_row() }}) as kept
    group by delivery_no, sheet_no
),

quarantined_rows as (
    select delivery_no, sheet_no, count(*) as quarantined_rows
    from landing.quarantined_rows
    group by delivery_no, sheet_no
),

excluded_rows as (
    select delivery_no, sheet_no, sum(excluded_rows) as excluded_rows
    from l1.received.exclusions
    group by delivery_no, sheet_no
)

select
    sheets.delivery_no,
    sheets.sheet_no,
    sheets.table_name,
    sheets.rows_seen,
    coalesce(kept_rows.kept_rows, 0) - coalesce(quarantined_rows.quarantined_rows, 0) as rows_accepted,
    coalesce(quarantined_rows.quarantined_rows, 0) as rows_quarantined,
    coalesce(excluded_rows.excluded_rows, 0) as rows_excluded
from sheets
left join kept_rows
    on kept_rows.delivery_no = sheets.delivery_no
    and kept_rows.sheet_no = sheets.sheet_no
left join quarantined_rows
    on quarantined_rows.delivery_no = sheets.delivery_no
    and quarantined_rows.sheet_no = sheets.sheet_no
left join excluded_rows
    on excluded_rows.delivery_no = sheets.delivery_no
    and excluded_rows.sheet_no = sheets.sheet_no
