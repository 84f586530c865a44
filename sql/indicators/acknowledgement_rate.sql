-- Slips and handovers acknowledged within the set days of receipt, of the slips of the half-year received and the
-- handovers received inside it.
-- Charged to the receiving community.
with communities as (
    select * from core.body_half_years where body_level = 'community'
),

half_years as (
    select * from core.half_years
),

receipts as (
    select half_year, community_code as body_code, delivered_on as received_on, acknowledged_on
    from staging.slips
    where delivered_on is not null
    union all
    select half_years.half_year, handovers.to_code, handovers.received_on, handovers.acknowledged_on
    from half_years
    inner join staging.handovers as handovers
        on handovers.received_on between half_years.starts_on and half_years.ends_on
)

select
    communities.half_year,
    communities.body_code,
    count(*) filter (
        where receipts.acknowledged_on <= receipts.received_on + communities.acknowledgement_days
    ) as numerator,
    count(receipts.received_on) as denominator
from communities
left join receipts
    on receipts.half_year = communities.half_year
    and receipts.body_code = communities.body_code
group by communities.half_year, communities.body_code
