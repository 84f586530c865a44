-- A street not inspected in every half-year of a year that has ended; `amount` is the half-years without an inspection.
-- Charged to the street in force on the half-year's last day.
-- Grain: one street and year. Key: body_code, period.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

inspections as (
    select distinct
        streets.half_year,
        inspections.subject_code
    from streets
    inner join staging.inspections as inspections
        on inspections.subject_code = streets.body_code
        and inspections.inspected_on between streets.starts_on and streets.ends_on
)

select
    streets.body_code,
    cast(year(streets.ends_on) as varchar) as period,
    count(*) as amount
from streets
left join inspections
    on inspections.half_year = streets.half_year
    and inspections.subject_code = streets.body_code
where inspections.subject_code is null
group by streets.body_code, year(streets.ends_on)
