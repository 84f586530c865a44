-- Units with an agreement signed for the year, of the units in force.
-- Charged to the unit's jurisdiction street, on the half-year's last day.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

units as (
    select * from core.unit_half_years
)

select
    streets.half_year,
    streets.body_code,
    coalesce(units.unit_code, streets.body_code) as source_code,
    count(*) filter (where units.has_agreement) as numerator,
    count(units.unit_code) as denominator
from streets
left join units
    on units.half_year = streets.half_year
    and units.street_code = streets.body_code
group by streets.half_year, streets.body_code, units.unit_code
