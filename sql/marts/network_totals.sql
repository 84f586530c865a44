-- Posts due and filled on each level of the network at the end of the newest half-year, by street and for the district.
-- `posts_filled` counts no post beyond those due, so that a body with too many does not cover for one with too few.
-- zh: 最近半年末各级网络的应设和已配岗位，按街道和全区；多配的不抵别处的空缺。
-- Grain: one level of one street, or ALL. Key: street_code, level.
with network as (
    select
        *,
        case when courtyards_or_bodies_due is not null then least(in_post, courtyards_or_bodies_due) end as filled
    from marts.network
),

placed_posts as (
    select * from network where street_code is not null
    union all
    select * replace ('ALL' as street_code, null as street_name) from network
)

select
    street_code,
    street_name,
    level,
    count(*) as bodies,
    cast(sum(courtyards_or_bodies_due) as bigint) as posts_due,
    cast(sum(in_post) as bigint) as in_post,
    cast(sum(filled) as bigint) as posts_filled,
    cast(sum(courtyards_or_bodies_due - filled) as bigint) as posts_vacant,
    round(100 * sum(filled) / nullif(sum(courtyards_or_bodies_due), 0), 2) as filled_pct
from placed_posts
group by street_code, street_name, level
