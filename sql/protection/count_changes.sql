-- Why the class counts of communities changed since the last published night, as it may be published: for streets and for
-- the district by class, and for the district over all classes. Each of the three is shown for a month's end only where
-- none of its figures rests on a small number of women gained or lost; else all of it is hidden, so that nothing of it can
-- be worked out from the rest. Streets are those of the bodies' own date; a body no longer in force lies in its heir's.
-- zh: 可以公布的社区分类人数变化原因：街道和全区分类、全区各类合计；
-- zh: 每个月末每组只在没有一个数落在少数人身上时整组公布，否则整组隐去。
-- Grain: one division, class and cause at one month's end. Key: as_of_date, division_code, management_class, cause.
with changes as (
    select * from core.count_changes where body_level = 'community'
),

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
),

bodies as (
    select as_of_date, body_code, street_code, street_name from core.bodies
),

past_bodies as (
    select body_code, min(street_code_today) as street_code, min(street_name_today) as street_name
    from core.successors
    group by body_code
),

districts as (
    select min(division_code) as division_code, min(division_name) as division_name
    from core.divisions
    where division_level = 'district'
),

placed as (
    select
        changes.*,
        coalesce(bodies.street_code, past_bodies.street_code) as street_code,
        coalesce(bodies.street_name, past_bodies.street_name) as street_name
    from changes
    left join bodies
        on bodies.as_of_date = changes.as_of_date
        and bodies.body_code = changes.body_code
    left join past_bodies on past_bodies.body_code = changes.body_code
),

causes as (
    select unnest([
        'new_file', 'closed', 'class_changed', 'moved', 'merged_duplicate', 'corrected_row', 'boundary', 'rule'
    ]) as cause
),

classes as (
    select label_en as management_class from rules.codes where list_name = 'management_class' and code <> '4'
    union all
    select 'unclassified'
),

summed as (
    select as_of_date, street_code as division_code, street_name as division_name, 'street' as division_level,
        management_class, cause, women_gained, women_lost
    from placed
    where street_code is not null
    union all
    select placed.as_of_date, districts.division_code, districts.division_name, 'district',
        placed.management_class, placed.cause, placed.women_gained, placed.women_lost
    from placed
    cross join districts
    union all
    select placed.as_of_date, districts.division_code, districts.division_name, 'district',
        'all', placed.cause, placed.women_gained, placed.women_lost
    from placed
    cross join districts
),

divisions as (
    select distinct bodies.as_of_date, bodies.street_code as division_code, bodies.street_name as division_name,
        'street' as division_level, classes.management_class
    from bodies
    cross join classes
    where bodies.street_code is not null
    union all
    select dates.as_of_date, districts.division_code, districts.division_name, 'district', classes.management_class
    from dates
    cross join districts
    cross join (select management_class from classes union all select 'all') as classes
),

cells as (
    select
        divisions.as_of_date,
        divisions.division_code,
        divisions.division_name,
        divisions.division_level,
        divisions.management_class,
        causes.cause,
        cast(coalesce(sum(summed.women_gained), 0) as bigint) as women_gained,
        cast(coalesce(sum(summed.women_lost), 0) as bigint) as women_lost
    from divisions
    cross join causes
    left join summed
        on summed.as_of_date = divisions.as_of_date
        and summed.division_code = divisions.division_code
        and summed.management_class = divisions.management_class
        and summed.cause = causes.cause
    where divisions.as_of_date in (select as_of_date from changes)
    group by all
),

small_cells as (
    select
        cells.*,
        bool_or(
            cells.women_gained between 1 and dates.smallest_published_cell - 1
            or cells.women_lost between 1 and dates.smallest_published_cell - 1
        ) over (
            partition by cells.as_of_date, cells.division_level, cells.management_class = 'all'
        ) as is_suppressed
    from cells
    inner join dates on dates.as_of_date = cells.as_of_date
)

select
    as_of_date,
    division_code,
    division_name,
    division_level,
    management_class,
    cause,
    case when not is_suppressed then women_gained end as women_gained,
    case when not is_suppressed then women_lost end as women_lost,
    is_suppressed
from small_cells
