-- Bodies that are scored, on three bases: `own`, the boundaries of the half-year's last day; `today`, those of the run's
-- date; `previous`, the bodies of the half-year before under this one's scheme, for comparing the two.
-- zh: 计分的辖区，按三种口径：own 为半年末日的区划，today 为运行日的区划，
-- zh: previous 为上半年的辖区套用本期方案，供两期相比。
-- Grain: one body in one half-year on one basis. Key: half_year, basis, body_code.
with half_years as (
    select
        half_year,
        ends_on,
        is_final,
        scheme_from,
        ranked_points_from,
        lag(half_year) over (order by half_year) as previous_half_year
    from core.half_years
),

own_bodies as (
    select half_year, body_code, body_name, body_level, street_code, scheme, charged_part
    from core.body_half_years
),

based_bodies as (
    select *, 'own' as basis
    from own_bodies
    union all
    select *, 'today'
    from scores.bodies_today
    union all
    select own_bodies.* replace (half_years.half_year as half_year), 'previous'
    from half_years
    inner join own_bodies on own_bodies.half_year = half_years.previous_half_year
)

select
    based_bodies.half_year,
    based_bodies.basis,
    based_bodies.body_code,
    based_bodies.body_name,
    based_bodies.body_level,
    based_bodies.street_code,
    based_bodies.scheme,
    based_bodies.charged_part,
    half_years.ends_on,
    half_years.is_final,
    half_years.scheme_from as own_scheme_from,
    half_years.ranked_points_from
from based_bodies
inner join half_years on half_years.half_year = based_bodies.half_year
