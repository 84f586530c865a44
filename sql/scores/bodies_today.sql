-- Bodies of each half-year as they are bounded today, with the scheme of today's sides and the half-year's own rules.
-- zh: 各半年的辖区按如今的区划，附如今两侧的方案和该半年自己的规则。
-- Grain: one body in one half-year. Key: half_year, body_code.
with bodies as (
    select * from core.body_half_years
),

divisions_today as (
    select divisions.*
    from core.bodies as divisions
    inner join rules.run as run on run.as_of_date = divisions.as_of_date
),

moved_bodies as (
    select distinct
        bodies.half_year,
        successors.body_code_today as body_code,
        coalesce(divisions_today.body_name, bodies.body_name) as body_name,
        coalesce(divisions_today.body_level, bodies.body_level) as body_level,
        successors.street_code_today as street_code,
        coalesce(divisions_today.area_type, bodies.scheme) as area_type
    from bodies
    inner join core.successors as successors
        on successors.as_of_date = bodies.ends_on
        and successors.body_code = bodies.body_code
    left join divisions_today on divisions_today.body_code = successors.body_code_today
    where bodies.body_level in ('community', 'village')
),

street_sides as (
    select
        half_year,
        street_code,
        bool_or(area_type = 'urban') as has_urban_side,
        bool_or(area_type = 'rural') as has_rural_side
    from moved_bodies
    where street_code is not null
    group by half_year, street_code
),

all_bodies as (
    select half_year, body_code, body_name, body_level, street_code, area_type as scheme, area_type as charged_part
    from moved_bodies
    union all
    select
        street_sides.half_year,
        street_sides.street_code,
        streets.body_name,
        streets.body_level,
        street_sides.street_code,
        case
            when street_sides.has_urban_side and street_sides.has_rural_side then 'mixed'
            when street_sides.has_urban_side then 'urban'
            when street_sides.has_rural_side then 'rural'
        end,
        case when street_sides.has_urban_side then 'urban' when street_sides.has_rural_side then 'rural' end
    from street_sides
    inner join divisions_today as streets on streets.body_code = street_sides.street_code
)

select
    half_year,
    body_code,
    body_name,
    body_level,
    street_code,
    scheme,
    charged_part
from all_bodies
