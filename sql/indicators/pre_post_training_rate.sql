-- Courtyard heads trained by the day they started, of the heads who started inside the half-year.
-- Charged to the community or village.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

heads as (
    select * from staging.network_posts where network_level = '3'
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (where heads.trained_on <= heads.started_on) as numerator,
    count(heads.post_id) as denominator
from bodies
left join heads
    on heads.division_code = bodies.body_code
    and heads.started_on between bodies.starts_on and bodies.ends_on
group by bodies.half_year, bodies.body_code
