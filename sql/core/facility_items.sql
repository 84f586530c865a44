-- The mandatory facility items that every community and village owes, and whether each was in place on the last day of
-- each half-year.
-- zh: 每个社区、村应有的各项阵地设施，及各半年末日是否到位。
-- Grain: one body and item in one half-year. Key: half_year, body_code, item_code.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

items as (
    select code, note from rules.codes where list_name = 'facility_item' and note like 'mandatory%'
),

facilities as (
    select * from staging.facilities
)

select
    bodies.half_year,
    bodies.body_code,
    items.code as item_code,
    bodies.ends_on,
    items.note like '%board' as is_board,
    facilities.item_code is not null as is_reported,
    coalesce(
        facilities.in_place_flag and (facilities.opened_on is null or facilities.opened_on <= bodies.ends_on),
        false
    ) as is_in_place,
    facilities.updated_on
from bodies
cross join items
left join facilities
    on facilities.division_code = bodies.body_code
    and facilities.item_code = items.code
