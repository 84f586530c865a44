-- Household pages lived in (occupancy 1, 2, 4) in inventory buildings, each page number once per community and capped
-- per building at the dwellings expected, of the dwellings expected in the building inventory.
-- Charged to the residence community, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

inventory_buildings as (
    select * from core.inventory_buildings
),

page_buildings as (
    select
        inventory_buildings.half_year,
        inventory_buildings.body_code,
        ledger_households.household_page_no,
        min(inventory_buildings.building_code) as building_code
    from inventory_buildings
    inner join core.snapshots as snapshots
        on snapshots.as_of_date = inventory_buildings.ends_on
        and snapshots.community_code = inventory_buildings.body_code
    inner join core.ledger_households as ledger_households
        on ledger_households.community_code = inventory_buildings.body_code
        and ledger_households.as_of_date = snapshots.snapshot_date
        and ledger_households.building_code = inventory_buildings.building_code
    where ledger_households.occupancy_status in ('1', '2', '4')
    group by inventory_buildings.half_year, inventory_buildings.body_code, ledger_households.household_page_no
),

building_pages as (
    select half_year, body_code, building_code, count(*) as pages
    from page_buildings
    group by half_year, body_code, building_code
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(sum(least(coalesce(building_pages.pages, 0), inventory_buildings.household_expected)), 0) as numerator,
    coalesce(sum(inventory_buildings.household_expected), 0) as denominator,
    case when bodies.has_ledger then true when count(inventory_buildings.household_expected) > 0 then false end as is_delivered
from bodies
left join inventory_buildings
    on inventory_buildings.half_year = bodies.half_year
    and inventory_buildings.body_code = bodies.body_code
    and inventory_buildings.household_expected is not null
left join building_pages
    on building_pages.half_year = inventory_buildings.half_year
    and building_pages.body_code = inventory_buildings.body_code
    and building_pages.building_code = inventory_buildings.building_code
group by bodies.half_year, bodies.body_code, bodies.has_ledger
