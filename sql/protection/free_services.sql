-- Inflow registrations of each half-year by free service, and on how many it was explained, as it may be published: nothing
-- where a few are explained among others that are not, or the reverse, and nothing of the district then, from which it could
-- be had.
-- What was offered counts, never what was taken up.
-- zh: 可以公布的流入登记按免费服务的告知情况：有少数告知而其余没有（或相反）的不公布，并随之隐去能推出它的全区数；
-- zh: 只看是否告知，从不看是否接受。
-- Grain: one service of one street, or ALL, in one half-year. Key: half_year, street_code, free_service.
with registrations as (
    select * from core.inflow_registrations
),

bodies as (
    select * from core.body_half_years where body_level in ('community', 'village') and street_code is not null
),

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
),

services as (
    select
        bodies.half_year,
        bodies.street_code,
        bodies.street_name,
        dates.smallest_published_cell,
        unnest(['certificate', 'checkup', 'procedure', 'supplies', 'home_visit']) as free_service,
        unnest([
            registrations.four_free_explained[1] = 'Y',
            registrations.four_free_explained[2] = 'Y',
            registrations.four_free_explained[3] = 'Y',
            registrations.four_free_explained[4] = 'Y',
            registrations.home_visit_on is not null
        ]) as is_explained
    from bodies
    inner join registrations
        on registrations.half_year = bodies.half_year
        and registrations.body_code = bodies.body_code
    inner join dates on dates.as_of_date = bodies.ends_on
),

placed_services as (
    select * from services
    union all
    select * replace ('ALL' as street_code, null as street_name) from services
),

cells as (
    select
        half_year,
        street_code,
        street_name,
        free_service,
        smallest_published_cell,
        count(*) filter (where coalesce(is_explained, false)) as explained,
        count(*) filter (where not coalesce(is_explained, false)) as unexplained
    from placed_services
    group by half_year, street_code, street_name, free_service, smallest_published_cell
),

small_cells as (
    select
        *,
        -- all or none explained tells no number
        explained > 0 and unexplained > 0 and least(explained, unexplained) < smallest_published_cell as is_small
    from cells
)

select
    half_year,
    street_code,
    street_name,
    free_service,
    explained,
    unexplained,
    is_small or (street_code = 'ALL' and bool_or(is_small) over (partition by half_year, free_service)) as is_withheld
from small_cells
