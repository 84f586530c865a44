-- Weeks in which a courtyard was visited, capped at the weeks of the month, of one for each courtyard in force and ISO
-- week of the months due.
-- Charged to the community or village.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

courtyard_months as (
    select * from core.courtyard_months
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(sum(courtyard_months.visited_weeks), 0) as numerator,
    coalesce(sum(courtyard_months.weeks_of_month), 0) as denominator,
    bool_or(courtyard_months.is_reported) as is_delivered
from bodies
left join courtyard_months
    on courtyard_months.half_year = bodies.half_year
    and courtyard_months.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code
