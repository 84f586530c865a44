-- The ledger snapshot of each community or village in force on every measured date: the newest dated by then.
-- zh: 各计量日每个社区、村在用的台账快照：当日及以前最新的一期。
-- Grain: one body on one date. Key: as_of_date, community_code.
with bodies as (
    select * from core.bodies where body_level in ('community', 'village')
),

snapshot_dates as (
    select distinct community_code, snapshot_date from core.ledger_deliveries
)

select
    bodies.as_of_date,
    bodies.body_code as community_code,
    bodies.body_level,
    bodies.area_type,
    bodies.street_code,
    max(snapshot_dates.snapshot_date) as snapshot_date
from bodies
inner join snapshot_dates
    on snapshot_dates.community_code = bodies.body_code
    and snapshot_dates.snapshot_date <= bodies.as_of_date
group by
    bodies.as_of_date,
    bodies.body_code,
    bodies.body_level,
    bodies.area_type,
    bodies.street_code
