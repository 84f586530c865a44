-- Missed women, of the files in the body and these women together.
-- Charged to the community or village where the newest evidence points, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

missed as (
    select as_of_date, body_code, count(*) as women
    from core.missed_persons
    group by as_of_date, body_code
),

files as (
    select as_of_date, body_code, count(*) as files
    from core.files
    group by as_of_date, body_code
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(missed.women, 0) as numerator,
    coalesce(files.files, 0) + coalesce(missed.women, 0) as denominator,
    bodies.has_ledger as is_delivered
from bodies
left join missed on missed.as_of_date = bodies.ends_on and missed.body_code = bodies.body_code
left join files on files.as_of_date = bodies.ends_on and files.body_code = bodies.body_code
