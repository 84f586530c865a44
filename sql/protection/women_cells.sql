-- Every published count of women as a cell, and beside these how many moved between communities, which nobody is told.
-- Grain: one count. Key: cell.
with movements as (
    select * from core.movements
),

all_cells as (
    {{ every_cell('women') }}
),

moved as (
    select
        concat_ws('|', 'moved', from_date, to_date) as cell,
        cast(sum(opened_other) filter (where body_code <> 'ALL')
            - sum(opened_other) filter (where body_code = 'ALL') as bigint) as women,
        min(to_date) as to_date
    from movements
    group by from_date, to_date
)

select
    cell,
    body_code,
    counted_on,
    women,
    lowest,
    width,
    weight,
    stays_hidden,
    women between 1 and width - 1 as is_protected,
    false as is_untold
from all_cells
union all
select cell, 'ALL', to_date, women, 0, {{ setting('smallest_published_cell', 'to_date') }}, null, true, false, true
from moved
