-- Inspections of each street in each half-year, of the street itself and of its communities and villages, what they found
-- and whether it was put right; a street that nobody inspected has its row too, and stands short of one.
-- zh: 各街道每个半年受督查的次数（街道本身和所辖社区、村分列）、查出的问题和整改情况；没有受过督查的街道也列出。
-- Grain: one street, or ALL, in one half-year. Key: half_year, street_code.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

bodies as (
    select * from core.body_half_years
),

run as (
    select as_of_date from rules.run
),

inspections as (
    select
        bodies.half_year,
        bodies.street_code,
        bodies.body_code = bodies.street_code as is_of_street,
        coalesce(inspections.rectified_on <= run.as_of_date, false) as is_rectified,
        coalesce(inspections.rectify_by < run.as_of_date, false) as is_rectification_due,
        inspections.sampled_pages,
        inspections.missed_households,
        inspections.missed_persons,
        inspections.wrong_cells
    from bodies
    inner join staging.inspections as inspections
        on inspections.subject_code = bodies.body_code
        and inspections.half_year = bodies.half_year
    cross join run
),

street_inspections as (
    select
        streets.half_year,
        streets.street_code,
        streets.street_name,
        coalesce(bool_or(inspections.is_of_street), false) as is_inspected,
        count(*) filter (where inspections.is_of_street) as of_street,
        count(*) filter (where not inspections.is_of_street) as of_bodies,
        coalesce(sum(inspections.sampled_pages), 0) as sampled_pages,
        coalesce(sum(inspections.missed_households), 0) as missed_households,
        coalesce(sum(inspections.missed_persons), 0) as missed_persons,
        coalesce(sum(inspections.wrong_cells), 0) as wrong_cells,
        count(*) filter (where inspections.is_rectified) as rectified,
        count(*) filter (where inspections.is_rectification_due and not inspections.is_rectified) as overdue
    from streets
    left join inspections
        on inspections.half_year = streets.half_year
        and inspections.street_code = streets.street_code
    group by streets.half_year, streets.street_code, streets.street_name
),

placed_inspections as (
    select * from street_inspections
    union all
    select * replace ('ALL' as street_code, null as street_name) from street_inspections
)

select
    half_year,
    street_code,
    street_name,
    count(*) as streets,
    count(*) filter (where is_inspected) as streets_inspected,
    cast(sum(of_street) as bigint) as street_inspections,
    cast(sum(of_bodies) as bigint) as body_inspections,
    cast(sum(sampled_pages) as bigint) as sampled_pages,
    cast(sum(missed_households) as bigint) as missed_households,
    cast(sum(missed_persons) as bigint) as missed_persons,
    cast(sum(wrong_cells) as bigint) as wrong_cells,
    round(100.0 * sum(wrong_cells) / nullif(sum(sampled_pages), 0), 1) as wrong_per_100_pages,
    cast(sum(rectified) as bigint) as rectified,
    cast(sum(overdue) as bigint) as rectification_overdue
from placed_inspections
group by half_year, street_code, street_name
