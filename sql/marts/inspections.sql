-- Inspections of streets, communities and villages by half-year, and what they found, as counts.
-- zh: 街道、社区和村每个半年受督查的次数和查出的数。
-- Grain: one body in one half-year. Key: body_code, half_year.
with bodies as (
    select * from core.body_half_years
),

inspections as (
    select * from staging.inspections
)

select
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    bodies.half_year,
    count(*) as inspections,
    sum(inspections.sampled_pages) as sampled_pages,
    sum(inspections.missed_households) as missed_households,
    sum(inspections.missed_persons) as missed_persons,
    sum(inspections.wrong_cells) as wrong_cells
from bodies
inner join inspections
    on inspections.subject_code = bodies.body_code
    and inspections.half_year = bodies.half_year
group by
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    bodies.half_year
