-- The score of each side of a body: points won of the points applicable, with the population that weighs it.
-- zh: 辖区城乡各侧的成绩：得分与适用分值之比，及加权用的人口。
-- Grain: one side of a body in one half-year, on one basis, under one scheme.
-- Key: half_year, basis, scheme_from, body_code, part.
with indicator_values as (
    select * from scores.indicator_values
),

bodies as (
    select * from scores.bodies
),

populations as (
    select * from scores.populations
),

weighed_bodies as (
    select half_year, basis, body_code, urban_population, rural_population
    from populations
    union all
    select half_year, basis, street_code, urban_population, rural_population
    from populations
    where street_code is not null
),

weights as (
    -- a single missing population leaves the whole body without a weight
    select
        half_year,
        basis,
        body_code,
        case when count(urban_population) = count(*) then sum(urban_population) end as urban_population,
        case when count(rural_population) = count(*) then sum(rural_population) end as rural_population
    from weighed_bodies
    group by half_year, basis, body_code
),

parts as (
    select
        half_year,
        basis,
        scheme_from,
        body_code,
        part,
        100.0 * sum(points_won) / nullif(sum(points) filter (where status <> 'not_applicable'), 0) as part_score,
        coalesce(sum(points) filter (where status <> 'not_applicable'), 0) as applicable_points
    from indicator_values
    group by half_year, basis, scheme_from, body_code, part
),

weighed_parts as (
    select
        parts.*,
        bodies.scheme,
        case parts.part when 'urban' then weights.urban_population else weights.rural_population end as population,
        weights.urban_population + weights.rural_population as total_population
    from parts
    inner join bodies
        on bodies.half_year = parts.half_year
        and bodies.basis = parts.basis
        and bodies.body_code = parts.body_code
    left join weights
        on weights.half_year = parts.half_year
        and weights.basis = parts.basis
        and weights.body_code = parts.body_code
)

select
    half_year,
    basis,
    scheme_from,
    body_code,
    part,
    part_score,
    applicable_points,
    population,
    case when scheme = 'mixed' then population * 1.0 / nullif(total_population, 0) else 1.0 end as share
from weighed_parts
