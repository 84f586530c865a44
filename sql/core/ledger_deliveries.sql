-- The delivery that stands for each sheet of each ledger snapshot: the newest one, where a delivery of several sheets
-- replaces them all and a delivery of a single sheet replaces that sheet alone.
-- zh: 每期台账快照各表采用的报送：取最新一份；整套报送全部替换，单表报送只替换该表。
-- Grain: one sheet of a snapshot. Key: community_code, snapshot_date, table_name.
with sheets as (
    select distinct 'ledger_buildings' as table_name, community_code, as_of_date as snapshot_date, delivery_no
    from staging.ledger_buildings
    union all
    select distinct 'ledger_households', community_code, as_of_date, delivery_no
    from staging.ledger_households
    union all
    select distinct 'ledger_persons', community_code, as_of_date, delivery_no
    from staging.ledger_persons
),

deliveries as (
    select delivery_no, delivery_rank from landing.arrivals
),

ranked_sheets as (
    select
        sheets.*,
        deliveries.delivery_rank,
        count(*) over (
            partition by sheets.community_code, sheets.snapshot_date, sheets.delivery_no
        ) as sheets_in_delivery
    from sheets
    inner join deliveries on deliveries.delivery_no = sheets.delivery_no
),

whole_deliveries as (
    select
        community_code,
        snapshot_date,
        max(delivery_rank) as whole_rank
    from ranked_sheets
    where sheets_in_delivery > 1
    group by community_code, snapshot_date
),

standing_sheets as (
    select
        ranked_sheets.*,
        row_number() over (
            partition by ranked_sheets.community_code, ranked_sheets.snapshot_date, ranked_sheets.table_name
            order by ranked_sheets.delivery_rank desc
        ) as newness
    from ranked_sheets
    left join whole_deliveries
        on whole_deliveries.community_code = ranked_sheets.community_code
        and whole_deliveries.snapshot_date = ranked_sheets.snapshot_date
    where ranked_sheets.delivery_rank >= coalesce(whole_deliveries.whole_rank, 0)
)

select
    community_code,
    snapshot_date,
    table_name,
    delivery_no
from standing_sheets
where newness = 1
