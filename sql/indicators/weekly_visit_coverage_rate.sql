-- Weeks in which a courtyard was visited, capped at the weeks of the month, of one for each courtyard in force and ISO
-- week of the months due.
-- Charged to the community or village.
with courtyard_months as (
    select * from core.courtyard_months
)

select
    half_year,
    body_code,
    sum(visited_weeks) as numerator,
    sum(weeks_of_month) as denominator,
    bool_or(is_reported) as is_delivered
from courtyard_months
group by half_year, body_code
