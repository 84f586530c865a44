-- Buildings of the building inventory and of the ledger snapshots in force on the run's date, with their open books and
-- the row of the last one.
-- zh: 楼栋清册和运行日在用台账快照中的楼栋，及其在用台账本数和最后一本所在的行。
-- Grain: one building. Key: body_code, building_code.
with snapshots as (
    select snapshots.*
    from core.snapshots as snapshots
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

inventory as (
    select
        snapshots.community_code as body_code,
        building_inventory.building_code,
        building_inventory.household_expected,
        building_inventory.valid_from <= snapshots.as_of_date
        and (building_inventory.valid_to is null or building_inventory.valid_to > snapshots.as_of_date) as is_in_force
    from snapshots
    inner join staging.building_inventory as building_inventory
        on building_inventory.community_code = snapshots.community_code
),

inventory_buildings as (
    select
        body_code,
        building_code,
        coalesce(bool_or(is_in_force), false) as is_in_force,
        max(household_expected) filter (where is_in_force) as household_expected
    from inventory
    group by body_code, building_code
),

open_books as (
    select
        snapshots.community_code as body_code,
        ledger_buildings.building_code,
        ledger_buildings.delivery_no,
        ledger_buildings.sheet_no,
        ledger_buildings.row_no,
        count(*) over same_building as books,
        row_number() over (same_building order by ledger_buildings.sheet_no desc, ledger_buildings.row_no desc)
            as lastness
    from snapshots
    inner join core.ledger_buildings as ledger_buildings
        on ledger_buildings.community_code = snapshots.community_code
        and ledger_buildings.as_of_date = snapshots.snapshot_date
    where (ledger_buildings.book_opened_on is null or ledger_buildings.book_opened_on <= snapshots.as_of_date)
        and (ledger_buildings.book_closed_on is null or ledger_buildings.book_closed_on > snapshots.as_of_date)
    window same_building as (partition by snapshots.community_code, ledger_buildings.building_code)
),

last_books as (
    select * from open_books where lastness = 1
)

select
    coalesce(inventory_buildings.body_code, last_books.body_code) as body_code,
    coalesce(inventory_buildings.building_code, last_books.building_code) as building_code,
    inventory_buildings.building_code is not null as is_in_inventory,
    coalesce(inventory_buildings.is_in_force, false) as is_in_force,
    inventory_buildings.household_expected,
    coalesce(last_books.books, 0) as open_books,
    last_books.delivery_no,
    last_books.sheet_no,
    last_books.row_no
from inventory_buildings
full outer join last_books
    on last_books.body_code = inventory_buildings.body_code
    and last_books.building_code = inventory_buildings.building_code
