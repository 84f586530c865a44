-- Share of floating women among the women with a file at every month's end, where both numbers are published: of the
-- district and its streets in their own boundaries, and of communities none of whose classes is withheld.
-- zh: 每个月末流动类妇女占在册妇女的比例，限于两数都公布的全区、街道和社区。
-- Grain: one division at one month's end. Key: as_of_date, division_code.
with class_counts as (
    select * from marts.class_counts where body_level = 'community'
),

class_totals as (
    select * from marts.class_totals where boundaries = 'own'
),

of_communities as (
    select
        as_of_date,
        street_code,
        body_code as division_code,
        body_name as division_name,
        body_level as division_level,
        max(women) filter (where management_class = 'floating') as floating_women,
        case when not bool_or(is_suppressed) then cast(sum(women) as bigint) end as all_women
    from class_counts
    group by as_of_date, street_code, body_code, body_name, body_level
),

of_streets as (
    select
        as_of_date,
        case when division_level <> 'district' then division_code end as street_code,
        division_code,
        division_name,
        division_level,
        cast(max(women) filter (where management_class = 'floating') as bigint) as floating_women,
        cast(max(women) filter (where management_class = 'all') as bigint) as all_women
    from class_totals
    group by as_of_date, division_code, division_name, division_level
),

shares as (
    select * from of_communities
    union all
    select * from of_streets
)

select
    as_of_date,
    street_code,
    division_code,
    division_name,
    division_level,
    floating_women,
    all_women,
    round(100 * floating_women / nullif(all_women, 0), 2) as floating_share_pct
from shares
