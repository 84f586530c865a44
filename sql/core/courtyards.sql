-- Courtyards (villager groups) in force in the building inventory on the last day of each half-year.
-- zh: 各半年末日楼栋清册中在册的楼院（村民组）。
-- Grain: one courtyard in one half-year. Key: half_year, body_code, courtyard_code.
select distinct
    half_year,
    ends_on,
    body_code,
    courtyard_code
from core.inventory_buildings
where courtyard_code is not null
