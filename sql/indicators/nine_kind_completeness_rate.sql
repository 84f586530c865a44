-- Cells filled (a zero is a report, a blank is missing), of one cell for each courtyard in force, kind of change and month
-- due; the count itself never scores.
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
    coalesce(sum(courtyard_months.filled_kinds), 0) as numerator,
    9 * count(courtyard_months.month) as denominator,
    bool_or(courtyard_months.is_reported) as is_delivered
from bodies
left join courtyard_months
    on courtyard_months.half_year = bodies.half_year
    and courtyard_months.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code
