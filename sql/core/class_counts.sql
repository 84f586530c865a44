-- Women with a file at every covered month's end, each counted once, by body and management class; unprotected.
-- A body without a ledger has no figure (null), which is not the same as none.
-- zh: 各覆盖月末按辖区和管理类别的在册妇女人数，每人只计一次；未经保护。没有台账的辖区为空，不等于没有。
-- Grain: one body and class at one month's end. Key: as_of_date, body_code, management_class.
with dates as (
    select as_of_date from core.as_of_dates where is_counted_month_end
),

bodies as (
    select * from core.bodies where body_level in ('community', 'village')
),

snapshots as (
    select as_of_date, community_code from core.snapshots
),

classes as (
    select label_en from rules.codes where list_name = 'management_class'
    union all
    select 'unclassified'
),

counted_files as (
    select
        as_of_date,
        body_code,
        management_class,
        count(*) as women
    from core.counted_files
    group by as_of_date, body_code, management_class
)

select
    bodies.as_of_date,
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.area_type,
    bodies.street_code,
    bodies.street_name,
    classes.label_en as management_class,
    case when snapshots.community_code is not null then coalesce(counted_files.women, 0) end as women
from bodies
inner join dates on dates.as_of_date = bodies.as_of_date
cross join classes
left join snapshots
    on snapshots.as_of_date = bodies.as_of_date
    and snapshots.community_code = bodies.body_code
left join counted_files
    on counted_files.as_of_date = bodies.as_of_date
    and counted_files.body_code = bodies.body_code
    and counted_files.management_class = classes.label_en
