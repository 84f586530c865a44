-- Units in force on the last day of each half-year, with the one street they then belonged to (none where two say so)
-- and whether they had signed the agreement of that year.
-- Grain: one unit in one half-year. Key: half_year, unit_code.
with half_years as (
    select * from core.half_years
),

units as (
    select * from core.units
)

select
    half_years.half_year,
    units.unit_code,
    case when count(distinct units.jurisdiction_street_code) = 1 then min(units.jurisdiction_street_code) end
        as street_code,
    coalesce(bool_or(
        units.agreement_signed_on <= half_years.ends_on
        and units.agreement_year = year(half_years.ends_on)
    ), false) as has_agreement
from half_years
inner join units
    on units.valid_from <= half_years.ends_on
    and (units.valid_to is null or units.valid_to > half_years.ends_on)
group by half_years.half_year, units.unit_code
