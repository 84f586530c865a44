-- Outflow registrations with a destination of county level or deeper and a registration date, of the outflow
-- registrations of persons who moved inside the half-year.
-- Charged to the village.
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
        where substr(outflow_registrations.other_division_code, 5, 2) <> '00'
            and outflow_registrations.registered_on is not null
    ) as numerator,
    count(outflow_registrations.row_no) as denominator
from villages
left join outflow_registrations
    on outflow_registrations.community_code = villages.body_code
    and outflow_registrations.moved_on between villages.starts_on and villages.ends_on
group by villages.half_year, villages.body_code
