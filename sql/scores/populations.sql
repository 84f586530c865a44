-- Urban and rural population of every community and village at the half-year's end; null where one was not sent.
-- zh: 半年末各社区、村的城乡人口；没有报送的为空。
-- Grain: one body in one half-year on one basis. Key: half_year, basis, body_code.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

half_years as (
    select half_year, lag(half_year) over (order by half_year) as previous_half_year
    from core.half_years
),

populations as (
    select
        bodies.half_year,
        bodies.body_code,
        bodies.street_code,
        successors.body_code_today,
        successors.street_code_today,
        populations.urban_population,
        populations.rural_population
    from bodies
    left join staging.populations as populations
        on populations.division_code = bodies.body_code
        and populations.as_of_date = bodies.ends_on
    left join core.successors as successors
        on successors.as_of_date = bodies.ends_on
        and successors.body_code = bodies.body_code
),

based_populations as (
    select half_year, 'own' as basis, body_code, street_code, urban_population, rural_population
    from populations
    union all
    select half_year, 'today', body_code_today, street_code_today, urban_population, rural_population
    from populations
    union all
    select half_years.half_year, 'previous', populations.body_code, populations.street_code,
        populations.urban_population, populations.rural_population
    from half_years
    inner join populations on populations.half_year = half_years.previous_half_year
)

select
    half_year,
    basis,
    body_code,
    street_code,
    case when count(urban_population) = count(*) then sum(urban_population) end as urban_population,
    case when count(rural_population) = count(*) then sum(rural_population) end as rural_population
from based_populations
group by half_year, basis, body_code, street_code
