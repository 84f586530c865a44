-- Rows held back by sheet and reason as they may be published: small cells hidden, and with them the smallest others of the
-- same contract, whose deliveries tell how many of their rows were held back in all.
-- zh: 可以公布的按表和原因的隔离行数：隐去小数，并随之隐去同一合同中最小的其他数。
-- Grain: one sheet and reason. Key: table_name, reason_code.
with quarantined_rows as (
    select * from landing.quarantined_rows
),

sheets as (
    select * from rules.sheets
),

cells as (
    select
        sheets.contract,
        sheets.table_name,
        sheets.sheet_zh,
        quarantined_rows.reason_code,
        {{ setting('smallest_published_cell', 'run.as_of_date') }} as smallest_published_cell,
        count(*) as rows_quarantined
    from quarantined_rows
    inner join sheets on sheets.table_name = quarantined_rows.table_name
    cross join rules.run as run
    group by all
),

ordered_cells as (
    select
        *,
        min(rows_quarantined) over (partition by contract) < smallest_published_cell as has_small,
        count(*) over before as cells_before,
        coalesce(sum(rows_quarantined) over before, 0) as rows_before
    from cells
    window before as (
        partition by contract
        order by rows_quarantined, table_name, reason_code
        rows between unbounded preceding and 1 preceding
    )
),

hidden_cells as (
    select
        *,
        rows_quarantined < smallest_published_cell
        or (
            has_small
            and (cells_before < 2 or rows_before - cells_before < smallest_published_cell)
        ) as is_hidden
    from ordered_cells
)

select
    contract as source,
    table_name,
    sheet_zh,
    reason_code,
    case when not is_hidden then rows_quarantined end as rows_quarantined,
    is_hidden as is_suppressed
from hidden_cells
