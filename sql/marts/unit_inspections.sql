-- Inspections of units by half-year, and what they found, as counts.
-- zh: 公共单位每个半年受督查的次数和查出的数。
-- Grain: one unit in one half-year. Key: unit_code, half_year.
with half_years as (
    select * from core.half_years
),

units as (
    select * from core.unit_half_years
),

names as (
    select
        half_years.half_year,
        units.unit_code,
        min(units.unit_name) as unit_name
    from half_years
    inner join core.units as units
        on units.valid_from <= half_years.ends_on
        and (units.valid_to is null or units.valid_to > half_years.ends_on)
    group by half_years.half_year, units.unit_code
),

streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

inspections as (
    select * from staging.inspections
)

select
    units.half_year,
    units.unit_code,
    names.unit_name,
    units.street_code,
    streets.street_name,
    count(*) as inspections,
    sum(inspections.sampled_pages) as sampled_pages,
    sum(inspections.missed_households) as missed_households,
    sum(inspections.missed_persons) as missed_persons,
    sum(inspections.wrong_cells) as wrong_cells
from units
inner join inspections
    on inspections.subject_code = units.unit_code
    and inspections.half_year = units.half_year
left join names
    on names.half_year = units.half_year
    and names.unit_code = units.unit_code
left join streets
    on streets.half_year = units.half_year
    and streets.body_code = units.street_code
group by units.half_year, units.unit_code, names.unit_name, units.street_code, streets.street_name
