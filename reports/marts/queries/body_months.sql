-- Women by class at each month's end of a half-year, a row each community and village and month, by code and month. -1: withheld.
with bodies as (
    {{ bodies }}
),

months as (
    {{ months }}
),

counts as (
    select body_code as code, * from marts.class_counts
)

select
    bodies.body_code,
    months.month,
    max(coalesce(women, -1)) filter (management_class = 'main') as main,
    max(coalesce(women, -1)) filter (management_class = 'co_managed') as co_managed,
    max(coalesce(women, -1)) filter (management_class = 'floating') as floating,
    max(coalesce(women, -1)) filter (management_class = 'unclassified') as unclassified,
    max(coalesce(women, -1)) filter (management_class = 'village_managed') as village_managed
from bodies
cross join months
left join counts on counts.code = bodies.body_code and counts.as_of_date = months.month
group by 1, 2
order by 1, 2
