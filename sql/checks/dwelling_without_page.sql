-- A building in force in the building inventory with fewer page numbers lived in (occupancy 1, 2, 4) than dwellings
-- expected; `amount` is how many pages are missing. Charged to the community or village of the building.
-- Grain: one building. Key: body_code, subject_code.
with building_books as (
    select * from core.building_books where is_in_force
),

snapshots as (
    select snapshots.*
    from core.snapshots as snapshots
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

pages as (
    select
        snapshots.community_code as body_code,
        ledger_households.building_code,
        count(distinct ledger_households.household_page_no) as pages
    from snapshots
    inner join core.ledger_households as ledger_households
        on ledger_households.community_code = snapshots.community_code
        and ledger_households.as_of_date = snapshots.snapshot_date
    where ledger_households.occupancy_status in ('1', '2', '4')
    group by snapshots.community_code, ledger_households.building_code
)

select
    building_books.body_code,
    building_books.building_code as subject_code,
    building_books.household_expected - coalesce(pages.pages, 0) as amount
from building_books
left join pages
    on pages.body_code = building_books.body_code
    and pages.building_code = building_books.building_code
where building_books.household_expected > coalesce(pages.pages, 0)
