-- How long findings stay unmended in each street: the days in which half of those mended were, and the share that came back.
-- What stood open on the first night on record is older than anybody knows, so it is left out; fewer findings mended than
-- the smallest published cell tell nothing yet, and have no row.
-- Grain: one street and check. Key: street_code, check_id.
with events as (
    select as_of_date, finding_id, state from history.finding_events
    union all
    select as_of_date, finding_id, state from quality.finding_events
),

first_night as (
    select min(as_of_date) as as_of_date from events
),

repairs as (
    select
        finding_id,
        min(as_of_date) as first_found_on,
        min(as_of_date) filter (where state = 'mended') as mended_on,
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
    streets.street_code,
    finding_lives.check_id,
    count(*) as findings_mended,
    median(repairs.mended_on - repairs.first_found_on) as half_life_days,
    count(*) filter (where repairs.has_come_back) * 1.0 / count(*) as share_come_back
from repairs
cross join first_night
cross join rules.run as run
inner join quality.finding_lives as finding_lives on finding_lives.finding_id = repairs.finding_id
inner join streets on streets.body_code = finding_lives.owner_code
where repairs.mended_on is not null
    and repairs.first_found_on > first_night.as_of_date
    and finding_lives.state <> 'false_alarm'
group by streets.street_code, finding_lives.check_id, run.as_of_date
having count(*) >= {{ setting('smallest_published_cell', 'run.as_of_date') }}
