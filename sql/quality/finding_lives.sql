-- The life of every finding on record: when it was first found and last seen open, its state by tonight, how often it was
-- opened. A night of an earlier date knows only the nights before it.
-- zh: 每个问题的始末：何时首次发现、最后何时仍在、今夜的状态、出现过几次；较早日期的夜只知道它以前的夜。
-- Grain: one finding. Key: finding_id.
with events as (
    select as_of_date, finding_id, check_id, owner_code, state from history.finding_events
    union all
    select as_of_date, finding_id, check_id, owner_code, state from quality.finding_events
),

owners as (
    select finding_id, owner_code from quality.finding_owners
),

nights as (
    select as_of_date from history.nights
    union
    select as_of_date from rules.run
),

nights_before as (
    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date) as night_before
    from nights
),

lives as (
    select
        finding_id,
        max_by(check_id, as_of_date) as check_id,
        max_by(owner_code, as_of_date) as owner_code,
        max_by(state, as_of_date) as state,
        min(as_of_date) as first_found_on,
        max(as_of_date) as state_since,
        1 + count(*) filter (where state = 'come_back') as times_opened
    from events
    group by finding_id
)

select
    lives.finding_id,
    lives.check_id,
    -- who answers may be known later than what was found: when a directory arrives
    coalesce(owners.owner_code, lives.owner_code) as owner_code,
    lives.state,
    lives.times_opened,
    lives.first_found_on,
    case
        when lives.state in ('open', 'come_back') then run.as_of_date
        else coalesce(nights_before.night_before, lives.first_found_on)
    end as last_seen_on,
    lives.state_since
from lives
cross join rules.run as run
inner join nights_before on nights_before.as_of_date = lives.state_since
left join owners on owners.finding_id = lives.finding_id
