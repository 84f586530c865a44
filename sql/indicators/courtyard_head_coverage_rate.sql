-- Courtyards (villager groups) with a head in post, of the courtyards in force in the building inventory.
-- Charged to the community or village, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

courtyards as (
    select * from core.courtyards
),

heads as (
    select distinct courtyards.half_year, courtyards.body_code, courtyards.courtyard_code
    from courtyards
    inner join staging.network_posts as posts
        on posts.division_code = courtyards.body_code
        and posts.courtyard_code = courtyards.courtyard_code
        and posts.started_on <= courtyards.ends_on
        and (posts.ended_on is null or posts.ended_on > courtyards.ends_on)
    where posts.network_level = '3'
)

select
    bodies.half_year,
    bodies.body_code,
    count(heads.courtyard_code) as numerator,
    count(courtyards.courtyard_code) as denominator
from bodies
left join courtyards
    on courtyards.half_year = bodies.half_year
    and courtyards.body_code = bodies.body_code
left join heads
    on heads.half_year = courtyards.half_year
    and heads.body_code = courtyards.body_code
    and heads.courtyard_code = courtyards.courtyard_code
group by bodies.half_year, bodies.body_code
