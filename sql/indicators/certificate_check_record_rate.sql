-- Inflow registrations with the result of the certificate check recorded within the legal days, whatever the result, of
-- the registrations of the half-year whose days have elapsed at its end: the office's record counts, not possession.
-- Charged to the community or village of registration.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

due_registrations as (
    select * from core.inflow_registrations where registered_on + certificate_check_days <= ends_on
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (
        where due_registrations.cert_check_result is not null
            and due_registrations.cert_checked_on
                <= due_registrations.registered_on + due_registrations.certificate_check_days
    ) as numerator,
    count(due_registrations.row_no) as denominator
from bodies
left join due_registrations
    on due_registrations.half_year = bodies.half_year
    and due_registrations.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code
