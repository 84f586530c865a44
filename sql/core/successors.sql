-- Where each body of every measured date lies today: the division it became and that one's street. A division still in
-- force is itself; an ended one is followed to the divisions formed from it. Where these are several, or none, it stays
-- itself, in the street that all of them share.
-- zh: 各计量日的辖区如今在哪里：由它变成的区划及其街道；仍在册的就是它自己，有几个或没有后继的保持自己，街道取共同的一个。
-- Grain: one body on one date. Key: as_of_date, body_code.
with recursive bodies as (
    select * from core.bodies
),

bodies_today as (
    select bodies.*
    from bodies
    inner join rules.run as run on run.as_of_date = bodies.as_of_date
),

formations as (
    select distinct
        division_code,
        unnest(string_split(predecessor_code, ';')) as predecessor_code
    from core.divisions
),

lines as (
    select distinct body_code as origin_code, body_code as heir_code
    from bodies
    union
    select lines.origin_code, formations.division_code
    from lines
    inner join formations on formations.predecessor_code = lines.heir_code
    where lines.heir_code not in (select body_code from bodies_today)
),

heirs as (
    select
        lines.origin_code,
        case when count(*) = 1 then min(bodies_today.body_code) end as body_code,
        case when count(distinct bodies_today.street_code) = 1 then min(bodies_today.street_code) end as street_code,
        case when count(distinct bodies_today.street_code) = 1 then min(bodies_today.street_name) end as street_name
    from lines
    inner join bodies_today on bodies_today.body_code = lines.heir_code
    group by lines.origin_code
)

select
    bodies.as_of_date,
    bodies.body_code,
    coalesce(heirs.body_code, bodies.body_code) as body_code_today,
    heirs.street_code as street_code_today,
    heirs.street_name as street_name_today
from bodies
left join heirs on heirs.origin_code = bodies.body_code
