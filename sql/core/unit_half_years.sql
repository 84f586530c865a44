-- Units in force on the last day of each half-year, with the one street they then belonged to (none where two say so),
-- the street they belong to today, and whether they had signed the agreement of that year.
-- Today's street is the directory's; of a unit that has gone it is the street where its community lies today.
-- zh: 各半年末日在册的单位、当时所属的唯一街道（两个说法不一则空）、如今所属的街道，及当年是否签订责任书。
-- Grain: one unit in one half-year. Key: half_year, unit_code.
with half_years as (
    select * from core.half_years
),

units as (
    select * from core.units
),

units_today as (
    select
        units.unit_code,
        case when count(distinct units.jurisdiction_street_code) = 1 then min(units.jurisdiction_street_code) end
            as street_code
    from units
    inner join rules.run as run
        on units.valid_from <= run.as_of_date
        and (units.valid_to is null or units.valid_to > run.as_of_date)
    group by units.unit_code
),

unit_half_years as (
    select
        half_years.half_year,
        half_years.ends_on,
        units.unit_code,
        case when count(distinct units.jurisdiction_street_code) = 1 then min(units.jurisdiction_street_code) end
            as street_code,
        min(units.location_community_code) as location_community_code,
        coalesce(bool_or(
            units.agreement_signed_on <= half_years.ends_on
            and units.agreement_year = year(half_years.ends_on)
        ), false) as has_agreement
    from half_years
    inner join units
        on units.valid_from <= half_years.ends_on
        and (units.valid_to is null or units.valid_to > half_years.ends_on)
    group by half_years.half_year, half_years.ends_on, units.unit_code
)

select
    unit_half_years.half_year,
    unit_half_years.unit_code,
    unit_half_years.street_code,
    coalesce(units_today.street_code, communities.street_code_today) as street_code_today,
    unit_half_years.has_agreement
from unit_half_years
left join units_today on units_today.unit_code = unit_half_years.unit_code
left join core.successors as communities
    on communities.as_of_date = unit_half_years.ends_on
    and communities.body_code = unit_half_years.location_community_code
