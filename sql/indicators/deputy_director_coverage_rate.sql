-- Communities and villages with the post of deputy director filled, of those in force.
-- Charged to the community or village, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

deputy_directors as (
    select distinct
        bodies.half_year,
        bodies.body_code
    from bodies
    inner join staging.network_posts as posts
        on posts.division_code = bodies.body_code
        and posts.started_on <= bodies.ends_on
        and (posts.ended_on is null or posts.ended_on > bodies.ends_on)
    where posts.network_level = '2'
)

select
    bodies.half_year,
    bodies.body_code,
    cast(deputy_directors.body_code is not null as integer) as numerator,
    1 as denominator
from bodies
left join deputy_directors
    on deputy_directors.half_year = bodies.half_year
    and deputy_directors.body_code = bodies.body_code
