-- A community whose main, co-managed, floating and unclassified women differ from the women with a file at a month's end.
-- Charged to the community.
-- Grain: one community and date. Key: body_code, period.
with classes as (
    select as_of_date, body_code, sum(women) as women
    from core.class_counts
    where management_class in ('main', 'co_managed', 'floating', 'unclassified')
        and body_level = 'community'
    group by as_of_date, body_code
),

files as (
    select as_of_date, body_code, count(*) as women
    from core.files
    where is_counted
        and body_level = 'community'
    group by as_of_date, body_code
)

select
    classes.body_code,
    cast(classes.as_of_date as varchar) as period
from classes
left join files
    on files.as_of_date = classes.as_of_date
    and files.body_code = classes.body_code
where classes.women <> coalesce(files.women, 0)
