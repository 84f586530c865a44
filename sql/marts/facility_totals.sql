-- Communities and villages that have each facility item at the end of the newest half-year, by street and for the district.
-- zh: 最近半年末有各阵地项目的社区、村数，按街道和全区。
-- Grain: one item of one street, or ALL. Key: street_code, item_code.
with facilities as (
    select * from marts.facilities
),

placed_facilities as (
    select * from facilities where street_code is not null
    union all
    select * replace ('ALL' as street_code, null as street_name) from facilities
)

select
    street_code,
    street_name,
    item_code,
    item_label,
    is_mandatory,
    count(*) as bodies,
    count(*) filter (where in_place) as bodies_with_item,
    round(100 * count(*) filter (where in_place) / count(*), 2) as in_place_pct
from placed_facilities
group by street_code, street_name, item_code, item_label, is_mandatory
