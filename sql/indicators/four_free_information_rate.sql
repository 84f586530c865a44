-- Inflow registrations with the home visit done, all four free services explained and no fee charged, of the inflow
-- registrations of the half-year: what was offered counts, never what was taken up.
-- Charged to the community or village of registration.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

registrations as (
    select * from core.inflow_registrations
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (
        where registrations.home_visit_on is not null
            and registrations.four_free_explained = 'YYYY'
            and registrations.fee_charged = 0
    ) as numerator,
    count(registrations.row_no) as denominator
from bodies
left join registrations
    on registrations.half_year = bodies.half_year
    and registrations.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code
