-- Facility items in place in each community and village.
-- zh: 各社区、村的阵地项目有没有。
-- Grain: one body and item. Key: body_code, item_code.
with newest as (
    select max(half_year) as half_year from core.half_years
),

bodies as (
    select body_half_years.*
    from core.body_half_years as body_half_years
    inner join newest on newest.half_year = body_half_years.half_year
    where body_half_years.body_level in ('community', 'village')
),

items as (
    select code, label_zh, note from rules.codes where list_name = 'facility_item'
),

facilities as (
    select * from staging.facilities
)

select
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    items.code as item_code,
    items.label_zh as item_label,
    items.note like 'mandatory%' as is_mandatory,
    coalesce(facilities.in_place_flag, false) as in_place
from bodies
cross join items
left join facilities
    on facilities.division_code = bodies.body_code
    and facilities.item_code = items.code
