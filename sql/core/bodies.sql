-- Streets, communities and villages in force on every measured date, each with the street it then belonged to.
-- zh: 各计量日在册的街道、社区和村，及其当时所属的街道。
-- Grain: one body on one date. Key: as_of_date, body_code.
with dates as (
    select as_of_date from core.as_of_dates
),

divisions as (
    select * from core.divisions
),

bodies_in_force as (
    select
        dates.as_of_date,
        divisions.*
    from dates
    inner join divisions
        on divisions.valid_from <= dates.as_of_date
        and (divisions.valid_to is null or divisions.valid_to > dates.as_of_date)
    where divisions.division_level <> 'district'
),

streets as (
    select * from bodies_in_force where division_level in ('street', 'town')
)

select
    bodies.as_of_date,
    bodies.division_code as body_code,
    bodies.division_name as body_name,
    bodies.division_level as body_level,
    bodies.area_type,
    bodies.valid_from,
    coalesce(own_streets.division_code, streets.division_code) as street_code,
    coalesce(own_streets.division_name, streets.division_name) as street_name
from bodies_in_force as bodies
left join streets as own_streets
    on own_streets.as_of_date = bodies.as_of_date
    and own_streets.division_code = bodies.division_code
left join streets
    on streets.as_of_date = bodies.as_of_date
    and streets.division_code = bodies.parent_code
