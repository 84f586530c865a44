-- A unit in force on the run's date without exactly one jurisdiction street in force (none or two).
-- Charged to the street in which its community lies, for its own is what is missing.
-- Grain: one unit. Key: subject_code.
with bodies as (
    select bodies.*
    from core.bodies as bodies
    inner join rules.run as run on run.as_of_date = bodies.as_of_date
),

unit_streets as (
    select unit_streets.*
    from core.unit_streets as unit_streets
    inner join rules.run as run
        on run.as_of_date >= unit_streets.valid_from
        and (unit_streets.valid_to is null or run.as_of_date < unit_streets.valid_to)
)

select
    locations.street_code as body_code,
    'jurisdiction_street_code' as column_name,
    unit_streets.unit_code as subject_code
from unit_streets
left join bodies as streets
    on streets.body_code = unit_streets.street_code
    and streets.body_level in ('street', 'town')
left join bodies as locations on locations.body_code = unit_streets.location_community_code
where streets.body_code is null
