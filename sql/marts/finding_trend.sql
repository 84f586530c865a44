-- How many findings of each check each body had opened, mended and seen come back on each night, and open or marked as false
-- alarms after it; and of all checks together in the district (check `all`, body ALL). Checks about persons are told in that
-- sum alone, and it is withheld where their part of it is small.
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

nights as (
    select
        as_of_date,
        is_personal,
        sum(opened) as opened,
        sum(mended) as mended,
        sum(come_back) as come_back,
        sum(sum(more_open)) over (partition by is_personal order by as_of_date) as open,
        sum(sum(more_false_alarms)) over (partition by is_personal order by as_of_date) as false_alarms
    from finding_trend
    group by as_of_date, is_personal
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
