-- Expected notice slips (unit, community, half-year) with a slip received, of all that were due.
-- Charged to the unit's jurisdiction street.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

expected_slips as (
    select * from core.expected_slips
)

select
    streets.half_year,
    streets.body_code,
    coalesce(expected_slips.unit_code, streets.body_code) as source_code,
    count(*) filter (where expected_slips.is_received) as numerator,
    count(expected_slips.unit_code) as denominator,
    count(*) filter (where expected_slips.is_received) > 0 or count(expected_slips.unit_code) = 0 as is_delivered
from streets
left join expected_slips
    on expected_slips.half_year = streets.half_year
    and expected_slips.street_code = streets.body_code
group by streets.half_year, streets.body_code, expected_slips.unit_code
