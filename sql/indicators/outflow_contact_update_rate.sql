-- Open outflow registrations updated inside the half-year, of those that are older than it: the office refreshes its own
-- record, no proof is asked of the person.
-- Charged to the village, on the half-year's last day.
with villages as (
    select * from core.body_half_years where body_level = 'village'
),

outflow_registrations as (
    select * from staging.float_registrations where direction = '2'
)

select
    villages.half_year,
    villages.body_code,
    count(*) filter (
        where outflow_registrations.updated_on between villages.starts_on and villages.ends_on
    ) as numerator,
    count(outflow_registrations.row_no) as denominator
from villages
left join outflow_registrations
    on outflow_registrations.community_code = villages.body_code
    and outflow_registrations.registered_on < villages.starts_on
    and (outflow_registrations.left_on is null or outflow_registrations.left_on > villages.ends_on)
group by villages.half_year, villages.body_code
