-- Every published count of women as a cell, and beside these what nobody is told: how many moved between communities, how many
-- of a class and evidence are in communities without a street, and how many of them are in service.
-- zh: 每个要公布的妇女人数作为一个单元格，另有不告诉任何人的社区间迁移人数、没有街道的社区人数及按依据的在职人数。
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
),

elsewhere as (
    select
        concat_ws('|', 'elsewhere', half_year, management_class, evidenced_class) as cell,
        cast(sum(case when division_level = 'district' then women else -women end) as bigint) as women,
        min(ends_on) as ends_on
    from core.evidenced_classes
    group by half_year, management_class, evidenced_class
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
union all
select
    cell,
    'ALL',
    ends_on,
    women,
    0,
    {{ setting('smallest_published_cell', 'ends_on') }},
    null,
    true,
    women < {{ setting('smallest_published_cell', 'ends_on') }},
    true
from elsewhere
where women > 0
union all
select
    concat_ws('|', 'service', half_year, division_code, management_class, is_in_service, evidenced_class),
    division_code,
    ends_on,
    women,
    0,
    {{ setting('smallest_published_cell', 'ends_on') }},
    null,
    true,
    false,
    true
from core.evidenced_services
