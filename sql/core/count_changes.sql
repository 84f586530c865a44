-- Why the class counts of a month's end are not those of the last published night: women gained and lost, by cause.
-- Gained less lost is exactly the difference of the counts. Exact and by body: never published as it is.
-- zh: 月末分类人数与上次公布的为何不同：按原因列出增加和减少的妇女人数，增减相抵恰为两次之差。按辖区的确数，不直接公布。
-- Grain: one body, class and cause at one month's end. Key: as_of_date, body_code, management_class, cause.
with changes as (
    select * from core.file_changes
),

sides as (
    select as_of_date, body_level, body_before as body_code, class_before as management_class, cause, false as is_gained
    from changes
    where body_before is not null
    union all
    select as_of_date, body_level, body_after, class_after, cause, true
    from changes
    where body_after is not null
)

select
    as_of_date,
    body_code,
    body_level,
    management_class,
    cause,
    count(*) filter (where is_gained) as women_gained,
    count(*) filter (where not is_gained) as women_lost,
    count(*) filter (where is_gained) - count(*) filter (where not is_gained) as change_in_women
from sides
group by as_of_date, body_code, body_level, management_class, cause
