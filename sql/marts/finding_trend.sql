-- How many findings of each check each body had opened, mended and seen come back on each night, and open or marked as false
-- alarms after it; and of all checks together in the district (check `all`, body ALL). Checks about persons are told in that
-- sum alone, and it is withheld where their part of it is small.
-- zh: 各辖区每项核查每夜新发现、改正、又出现的条数，以及夜末未改和误报的条数；涉及个人的核查只列全区合计，小的隐去。
-- Grain: one check and body on one night. Key: as_of_date, check_id, body_code.
with personal_checks as (
    select * from protection.personal_checks
),

finding_trend as (
    select
        *,
        check_id in (select check_id from personal_checks) as is_personal,
        open - lag(open, 1, 0) over same_place as more_open,
        false_alarms - lag(false_alarms, 1, 0) over same_place as more_false_alarms
    from quality.finding_trend
    window same_place as (partition by check_id, body_code order by as_of_date)
),

run as (
    select {{ setting('smallest_published_cell', 'as_of_date') }} as smallest_published_cell
    from rules.run
),

changes as (
    select
        as_of_date,
        is_personal,
        sum(opened) as opened,
        sum(mended) as mended,
        sum(come_back) as come_back,
        sum(more_open) as more_open,
        sum(more_false_alarms) as more_false_alarms
    from finding_trend
    group by as_of_date, is_personal
),

-- where one kind of checks saw no change, what it had open stands beside the change of the other
both_kinds as (
    select dates.as_of_date, kinds.is_personal
    from (select distinct as_of_date from changes) as dates
    cross join (select unnest([true, false]) as is_personal) as kinds
),

nights as (
    select
        both_kinds.as_of_date,
        both_kinds.is_personal,
        coalesce(changes.opened, 0) as opened,
        coalesce(changes.mended, 0) as mended,
        coalesce(changes.come_back, 0) as come_back,
        sum(coalesce(changes.more_open, 0)) over so_far as open,
        sum(coalesce(changes.more_false_alarms, 0)) over so_far as false_alarms
    from both_kinds
    left join changes
        on changes.as_of_date = both_kinds.as_of_date
        and changes.is_personal = both_kinds.is_personal
    window so_far as (partition by both_kinds.is_personal order by both_kinds.as_of_date)
),

sums as (
    select
        nights.as_of_date,
        cast(sum(nights.opened) as bigint) as opened,
        cast(sum(nights.mended) as bigint) as mended,
        cast(sum(nights.come_back) as bigint) as come_back,
        cast(sum(nights.open) as bigint) as open,
        cast(sum(nights.false_alarms) as bigint) as false_alarms,
        bool_or(
            nights.is_personal
            and list_bool_or([
                figure between 1 and run.smallest_published_cell - 1
                for figure in [nights.opened, nights.mended, nights.come_back, nights.open, nights.false_alarms]
            ])
        ) as is_suppressed
    from nights
    cross join run
    group by nights.as_of_date
)

select as_of_date, check_id, body_code, opened, mended, come_back, open, false_alarms, false as is_suppressed
from finding_trend
where not is_personal
union all
select
    as_of_date,
    'all',
    'ALL',
    case when not is_suppressed then opened end,
    case when not is_suppressed then mended end,
    case when not is_suppressed then come_back end,
    case when not is_suppressed then open end,
    case when not is_suppressed then false_alarms end,
    is_suppressed
from sums
