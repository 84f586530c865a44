-- Buildings in force in the building inventory on the last day of each half-year.
-- zh: 各半年末日楼栋清册中在册的楼栋。
-- Grain: one building in one half-year. Key: half_year, body_code, building_code.
with half_years as (
    select * from core.half_years
),

building_inventory as (
    select * from staging.building_inventory
)

select
    half_years.half_year,
    half_years.ends_on,
    building_inventory.community_code as body_code,
    building_inventory.building_code,
    building_inventory.courtyard_code,
    building_inventory.household_expected
from half_years
inner join building_inventory
    on building_inventory.valid_from <= half_years.ends_on
    and (building_inventory.valid_to is null or building_inventory.valid_to > half_years.ends_on)
