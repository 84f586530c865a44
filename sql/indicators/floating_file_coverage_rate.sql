-- Inflow registrations whose person has a class-3 file opened within the entry days, of the registrations of the
-- half-year whose days have elapsed at its end and that have not left.
-- Charged to the community or village of registration.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

due_registrations as (
    select * from core.inflow_registrations
    where registered_on + entry_days <= ends_on
        and (left_on is null or left_on > ends_on)
),

floating_files as (
    select as_of_date, person_key, min(file_opened_on) as file_opened_on
    from core.files
    where management_class = '3'
    group by as_of_date, person_key
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (
        where floating_files.file_opened_on <= due_registrations.registered_on + due_registrations.entry_days
    ) as numerator,
    count(due_registrations.row_no) as denominator
from bodies
left join due_registrations
    on due_registrations.half_year = bodies.half_year
    and due_registrations.body_code = bodies.body_code
left join floating_files
    on floating_files.as_of_date = due_registrations.ends_on
    and floating_files.person_key = due_registrations.person_key
group by bodies.half_year, bodies.body_code
