-- Posts filled against posts due on the four levels of the network, on the last day of the newest half-year.
-- Due: one on a street and one deputy director a body, one head a courtyard; entrance heads have no set number.
-- zh: 最近半年最后一日各辖区四级网络的应设岗位和在任岗位；街道一名，社区、村各一名计生副主任，每个楼院一名楼院长，
-- zh: 门栋长不定数。
-- Grain: one body and level. Key: body_code, level.
with newest as (
    select max(half_year) as half_year from core.half_years
),

bodies as (
    select body_half_years.*
    from core.body_half_years as body_half_years
    inner join newest on newest.half_year = body_half_years.half_year
),

levels as (
    select code, label_en from rules.codes where list_name = 'network_level'
),

courtyards as (
    select half_year, body_code, count(distinct courtyard_code) as courtyards
    from core.inventory_buildings
    group by half_year, body_code
),

posts as (
    select
        bodies.body_code,
        network_posts.network_level,
        count(distinct case
            when network_posts.network_level = '3' then network_posts.courtyard_code
            else network_posts.post_id
        end) as in_post
    from bodies
    inner join staging.network_posts as network_posts
        on network_posts.division_code = bodies.body_code
        and network_posts.started_on <= bodies.ends_on
        and (network_posts.ended_on is null or network_posts.ended_on > bodies.ends_on)
    group by bodies.body_code, network_posts.network_level
)

select
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    levels.label_en as level,
    case levels.code
        when '1' then 1
        when '2' then 1
        when '3' then coalesce(courtyards.courtyards, 0)
    end as courtyards_or_bodies_due,
    coalesce(posts.in_post, 0) as in_post
from bodies
inner join levels on (levels.code = '1') = (bodies.body_level in ('street', 'town'))
left join courtyards
    on courtyards.half_year = bodies.half_year
    and courtyards.body_code = bodies.body_code
left join posts
    on posts.body_code = bodies.body_code
    and posts.network_level = levels.code
