-- Cells filled (a zero is a report, a blank is missing), of one cell for each courtyard in force, kind of change and month
-- due; the count itself never scores.
-- Charged to the community or village.
with courtyard_months as (
    select * from core.courtyard_months
)

select
    half_year,
    body_code,
    sum(filled_kinds) as numerator,
    9 * count(*) as denominator,
    bool_or(is_reported) as is_delivered
from courtyard_months
group by half_year, body_code
