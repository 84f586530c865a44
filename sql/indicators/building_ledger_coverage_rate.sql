-- Inventory buildings with exactly one open ledger book, of the buildings in force in the building inventory.
-- Charged to the residence community, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

inventory_buildings as (
    select * from core.inventory_buildings
),

open_books as (
    select
        snapshots.as_of_date,
        ledger_buildings.community_code,
        ledger_buildings.building_code,
        count(*) as books
    from core.snapshots as snapshots
    inner join core.ledger_buildings as ledger_buildings
        on ledger_buildings.community_code = snapshots.community_code
        and ledger_buildings.as_of_date = snapshots.snapshot_date
    where (ledger_buildings.book_opened_on is null or ledger_buildings.book_opened_on <= snapshots.as_of_date)
        and (ledger_buildings.book_closed_on is null or ledger_buildings.book_closed_on > snapshots.as_of_date)
    group by snapshots.as_of_date, ledger_buildings.community_code, ledger_buildings.building_code
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (where open_books.books = 1) as numerator,
    count(inventory_buildings.building_code) as denominator,
    case when bodies.has_ledger then true when count(inventory_buildings.building_code) > 0 then false end as is_delivered
from bodies
left join inventory_buildings
    on inventory_buildings.half_year = bodies.half_year
    and inventory_buildings.body_code = bodies.body_code
left join open_books
    on open_books.as_of_date = inventory_buildings.ends_on
    and open_books.community_code = inventory_buildings.body_code
    and open_books.building_code = inventory_buildings.building_code
group by bodies.half_year, bodies.body_code, bodies.has_ledger
