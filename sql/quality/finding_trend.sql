-- How many findings of each check each body had open on each night on which that changed, and tonight: those opened, mended
-- and come back that night, those open and marked as false alarms after it. Where nothing changed, the night before stands.
-- zh: 各辖区每项核查在有变化的各夜和今夜的问题数：当夜新增、改正、复发的，以及之后仍在的和标为误报的；没有变化则沿用前一夜。
-- Grain: one check and body on one night. Key: as_of_date, check_id, body_code.
with events as (
    select as_of_date, finding_id, state from history.finding_events
    union all
    select as_of_date, finding_id, state from quality.finding_events
),

changes as (
    select
        events.as_of_date,
        finding_lives.check_id,
        finding_lives.owner_code as body_code,
        events.state,
        lag(events.state) over (partition by events.finding_id order by events.as_of_date) as state_before
    from events
    inner join quality.finding_lives as finding_lives on finding_lives.finding_id = events.finding_id
),

nightly_changes as (
    select
        as_of_date,
        check_id,
        body_code,
        count(*) filter (where state_before is null) as opened,
        count(*) filter (where state = 'mended') as mended,
        count(*) filter (where state = 'come_back') as come_back,
        count(*) filter (where state in ('open', 'come_back'))
            - count(*) filter (where state_before in ('open', 'come_back')) as more_open,
        count(*) filter (where state = 'false_alarm')
            - count(*) filter (where state_before = 'false_alarm') as more_false_alarms
    from changes
    group by as_of_date, check_id, body_code
),

tonight as (
    select distinct
        run.as_of_date,
        nightly_changes.check_id,
        nightly_changes.body_code
    from nightly_changes
    cross join rules.run as run
),

nights as (
    select as_of_date, check_id, body_code from nightly_changes
    union
    select as_of_date, check_id, body_code from tonight
)

select
    nights.as_of_date,
    nights.check_id,
    nights.body_code,
    coalesce(nightly_changes.opened, 0) as opened,
    coalesce(nightly_changes.mended, 0) as mended,
    coalesce(nightly_changes.come_back, 0) as come_back,
    cast(sum(coalesce(nightly_changes.more_open, 0)) over (
        partition by nights.check_id, nights.body_code order by nights.as_of_date
    ) as bigint) as open,
    cast(sum(coalesce(nightly_changes.more_false_alarms, 0)) over (
        partition by nights.check_id, nights.body_code order by nights.as_of_date
    ) as bigint) as false_alarms
from nights
left join nightly_changes
    on nightly_changes.as_of_date = nights.as_of_date
    and nightly_changes.check_id = nights.check_id
    and nightly_changes.body_code = nights.body_code
