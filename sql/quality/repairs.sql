-- How many days each finding stood until it was mended, or has stood so far, and whether it came back. Of what stood open on
-- the first night on record nobody knows the age. What its body calls a false alarm was nothing to mend and is left out.
-- One that lapsed stood until it was no longer looked for.
-- zh: 每个问题从发现到改正（或至今）的天数，以及是否复发；首夜已有的不知起日，标为误报的不计，期次已过的算到不再查之日。
-- Grain: one finding. Key: finding_id.
with events as (
    select as_of_date, finding_id, state from history.finding_events
    union all
    select as_of_date, finding_id, state from quality.finding_events
),

first_night as (
    select min(as_of_date) as as_of_date from events
),

turns as (
    select
        finding_id,
        min(as_of_date) as first_found_on,
        min(as_of_date) filter (where state = 'mended') as mended_on,
        min(as_of_date) filter (where state = 'lapsed') as lapsed_on,
        bool_or(state = 'come_back') as has_come_back
    from events
    group by finding_id
),

streets as (
    select bodies.body_code, bodies.street_code
    from core.bodies as bodies
    inner join rules.run as run on run.as_of_date = bodies.as_of_date
)

select
    turns.finding_id,
    streets.street_code,
    finding_lives.check_id,
    turns.mended_on is not null as is_mended,
    turns.mended_on is not null and turns.has_come_back as has_come_back,
    turns.first_found_on > first_night.as_of_date as is_age_known,
    coalesce(turns.mended_on, turns.lapsed_on, run.as_of_date) - turns.first_found_on as days_unmended
from turns
cross join first_night
cross join rules.run as run
inner join quality.finding_lives as finding_lives on finding_lives.finding_id = turns.finding_id
inner join streets on streets.body_code = finding_lives.owner_code
where finding_lives.state <> 'false_alarm'
