-- Every date at which stocks are measured: ends of months covered by ledgers, snapshot dates, half-year ends, the run.
-- zh: 计算存量的各个日期：台账覆盖的月末、快照日、半年末和运行日。
-- Grain: one date. Key: as_of_date.
with run as (
    select as_of_date from rules.run
),

half_years as (
    select * from core.half_years
),

snapshots as (
    select as_of_date as snapshot_date from staging.ledger_buildings
    union
    select as_of_date from staging.ledger_households
    union
    select as_of_date from staging.ledger_persons
),

covered_months as (
    select cast(unnest(generate_series(
        date_trunc('month', min(snapshot_date)),
        date_trunc('month', max(snapshot_date)),
        interval 1 month
    )) as date) as month_start
    from snapshots
),

kinds as (
    select last_day(month_start) as as_of_date, 'month_end' as kind from covered_months
    union all
    select snapshot_date, 'snapshot' from snapshots
    union all
    select ends_on, 'half_year_end' from half_years
    union all
    select as_of_date, 'run' from run
),

dates as (
    select
        as_of_date,
        bool_or(kind = 'month_end') as is_counted_month_end,
        bool_or(kind = 'snapshot') as is_snapshot_date
    from kinds
    group by as_of_date
)

select
    dates.as_of_date,
    dates.is_counted_month_end,
    dates.is_snapshot_date,
    {{ setting('childbearing_age_from', 'dates.as_of_date') }} as childbearing_age_from,
    {{ setting('childbearing_age_to', 'dates.as_of_date') }} as childbearing_age_to,
    {{ setting('entry_days', 'dates.as_of_date') }} as entry_days,
    {{ setting('smallest_published_cell', 'dates.as_of_date') }} as smallest_published_cell
from dates
cross join run
where dates.as_of_date <= run.as_of_date
