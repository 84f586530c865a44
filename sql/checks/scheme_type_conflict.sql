-- A street declared urban with rural bodies or population, the reverse, or a mixed street with one side empty, at the end
-- of a half-year. Charged to the street.
-- Grain: one street and half-year. Key: body_code, period.
with bodies as (
    select * from core.body_half_years
),

declared as (
    select division_code, scheme_type, valid_from, valid_to
    from core.divisions
    where scheme_type is not null
),

population_sides as (
    select
        bodies.half_year,
        bodies.street_code,
        sum(populations.urban_population) as urban_population,
        sum(populations.rural_population) as rural_population,
        -- a side is empty only where every body has sent its population
        count(populations.urban_population) = count(*)
        and count(populations.rural_population) = count(*) as is_complete
    from bodies
    left join staging.populations as populations
        on populations.division_code = bodies.body_code
        and populations.as_of_date = bodies.ends_on
    where bodies.body_level in ('community', 'village')
    group by bodies.half_year, bodies.street_code
)

select distinct
    streets.body_code,
    streets.half_year as period
from bodies as streets
inner join declared
    on declared.division_code = streets.body_code
    and declared.valid_from <= streets.ends_on
    and (declared.valid_to is null or declared.valid_to > streets.ends_on)
left join population_sides
    on population_sides.half_year = streets.half_year
    and population_sides.street_code = streets.body_code
where streets.scheme is not null
    and (
        streets.scheme <> declared.scheme_type
        or (declared.scheme_type = 'urban' and population_sides.rural_population > 0)
        or (declared.scheme_type = 'rural' and population_sides.urban_population > 0)
        or (
            declared.scheme_type = 'mixed'
            and population_sides.is_complete
            and (population_sides.urban_population = 0 or population_sides.rural_population = 0)
        )
    )
