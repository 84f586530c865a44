-- What became of findings tonight, where it differs from the last night on record: first found (open), mended, found again
-- (come_back), marked by its body (false_alarm), or lapsed: no longer looked for, its period being over. What a check that
-- could not run tonight found before is not mended by that: it stays as it was.
-- zh: 今夜问题与上次记录不同之处：首次发现、已改正、再次出现、标为误报，或期次已过不再查；未能运行的核查此前的问题保持原状。
-- Grain: one finding whose state changed. Key: finding_id.
with last_events as (
    select
        finding_id,
        max_by(check_id, as_of_date) as check_id,
        max_by(owner_code, as_of_date) as owner_code,
        max_by(half_year, as_of_date) as half_year,
        max_by(state, as_of_date) as state
    from history.finding_events
    group by finding_id
),

tonight as (
    select
        finding_id,
        check_id,
        owner_code,
        case
            when regexp_full_match(period, '^[0-9]{4}H[12]$') then period
            when regexp_full_match(period, '^[0-9]{4}-[0-9]{2}$')
                then left(period, 4) || case when right(period, 2) <= '06' then 'H1' else 'H2' end
        end as half_year
    from quality.finding_owners
),

checks_without_result as (
    select check_id from quality.attempts where failed_with is not null
),

false_alarms as (
    select distinct finding_id from quality.finding_marks where is_mark_counted
),

states as (
    select
        coalesce(tonight.finding_id, last_events.finding_id) as finding_id,
        coalesce(tonight.check_id, last_events.check_id) as check_id,
        coalesce(tonight.owner_code, last_events.owner_code) as owner_code,
        coalesce(tonight.half_year, last_events.half_year) as half_year,
        last_events.state as state_before,
        case
            when false_alarms.finding_id is not null then 'false_alarm'
            when tonight.finding_id is null
                and (last_events.state in ('mended', 'lapsed') or checks_without_result.check_id is not null)
                then last_events.state
            when tonight.finding_id is null and last_events.half_year < newest_half_year.half_year then 'lapsed'
            when tonight.finding_id is null then 'mended'
            when last_events.state in ('mended', 'lapsed') then 'come_back'
            when last_events.state = 'come_back' then 'come_back'
            else 'open'
        end as state
    from tonight
    full join last_events on last_events.finding_id = tonight.finding_id
    left join false_alarms on false_alarms.finding_id = coalesce(tonight.finding_id, last_events.finding_id)
    left join checks_without_result
        on checks_without_result.check_id = coalesce(tonight.check_id, last_events.check_id)
    cross join core.newest_half_year as newest_half_year
)

select
    run.as_of_date,
    states.finding_id,
    states.check_id,
    states.owner_code,
    states.half_year,
    states.state
from states
cross join rules.run as run
where states.state is distinct from states.state_before
