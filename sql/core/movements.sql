-- Stock and flow of women with a file in communities between consecutive ledger snapshots:
-- before + missed_filed + opened_other - transferred_to_villages - closed_other = after.
-- zh: 相邻两期台账快照之间社区在册妇女的存量和流量：期初＋补录漏档＋其他新建－移交村－其他销档＝期末。
-- Grain: one community, or ALL, between two snapshot dates. Key: from_date, to_date, body_code.
with snapshot_dates as (
    select distinct snapshot_date as to_date from core.snapshots where body_level = 'community'
),

spans as (
    select
        lag(to_date) over (order by to_date) as from_date,
        to_date
    from snapshot_dates
),

residents as (
    select as_of_date, person_key, body_code
    from core.files
    where is_counted and body_level = 'community'
),

missed_persons as (
    select as_of_date, person_key from core.missed_persons
),

village_handovers as (
    select distinct
        spans.from_date,
        spans.to_date,
        handovers.person_key
    from spans
    inner join staging.handovers as handovers
        on handovers.handed_on > spans.from_date
        and handovers.handed_on <= spans.to_date
    where handovers.handover_type = '2'
),

stocks as (
    select
        spans.from_date,
        spans.to_date,
        residents.person_key,
        max(case when residents.as_of_date = spans.from_date then residents.body_code end) as body_before,
        max(case when residents.as_of_date = spans.to_date then residents.body_code end) as body_after
    from spans
    inner join residents on residents.as_of_date in (spans.from_date, spans.to_date)
    where spans.from_date is not null
    group by spans.from_date, spans.to_date, residents.person_key
),

paths as (
    select
        stocks.*,
        stocks.body_before is null and missed_persons.person_key is not null as was_missed,
        stocks.body_after is null and village_handovers.person_key is not null as was_transferred
    from stocks
    left join missed_persons
        on missed_persons.as_of_date = stocks.from_date
        and missed_persons.person_key = stocks.person_key
    left join village_handovers
        on village_handovers.from_date = stocks.from_date
        and village_handovers.to_date = stocks.to_date
        and village_handovers.person_key = stocks.person_key
),

communities as (
    select distinct
        spans.from_date,
        spans.to_date,
        bodies.body_code
    from spans
    inner join core.bodies as bodies on bodies.as_of_date in (spans.from_date, spans.to_date)
    where spans.from_date is not null
        and bodies.body_level = 'community'
    union all
    select from_date, to_date, 'ALL'
    from spans
    where from_date is not null
),

sides as (
    select from_date, to_date, body_before as body_code, true as is_before, body_before = body_after as is_staying,
        was_missed, was_transferred
    from paths
    where body_before is not null
    union all
    select from_date, to_date, body_after, false, body_before = body_after, was_missed, was_transferred
    from paths
    where body_after is not null
    union all
    select from_date, to_date, 'ALL', true, body_after is not null, was_missed, was_transferred
    from paths
    where body_before is not null
    union all
    select from_date, to_date, 'ALL', false, body_before is not null, was_missed, was_transferred
    from paths
    where body_after is not null
)

select
    communities.from_date,
    communities.to_date,
    communities.body_code,
    count(*) filter (where sides.is_before) as files_before,
    count(*) filter (where not sides.is_before and sides.was_missed) as missed_filed,
    count(*) filter (where not sides.is_before and not sides.was_missed and not coalesce(sides.is_staying, false))
        as opened_other,
    count(*) filter (where sides.is_before and sides.was_transferred) as transferred_to_villages,
    count(*) filter (where sides.is_before and not sides.was_transferred and not coalesce(sides.is_staying, false))
        as closed_other,
    count(*) filter (where not sides.is_before) as files_after
from communities
left join sides
    on sides.from_date = communities.from_date
    and sides.to_date = communities.to_date
    and sides.body_code = communities.body_code
group by communities.from_date, communities.to_date, communities.body_code
