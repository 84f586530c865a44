-- A file that did not arrive for the newest half-year ended: a ledger dated in its last month, a monthly report whose
-- day has passed, a population. Charged to the community or village in force on the last day of the period.
-- Grain: one body, source and period. Key: body_code, subject_code, period.
with newest_half_year as (
    select * from core.newest_half_year
),

months as (
    select
        cast(unnest(generate_series(starts_on, ends_on, interval 1 month)) as date) as starts_on,
        as_of_date
    from newest_half_year
),

expected_periods as (
    select 'ledger' as source, half_year as period, cast(date_trunc('month', ends_on) as date) as starts_on, ends_on
    from newest_half_year
    union all
    select 'population', half_year, starts_on, ends_on
    from newest_half_year
    union all
    select 'monthly_report', strftime(starts_on, '%Y-%m'), starts_on, last_day(starts_on)
    from months
    where as_of_date > last_day(starts_on) + {{ setting('monthly_report_day', 'last_day(starts_on)') }}
),

expected_files as (
    select divisions.division_code as body_code, expected_periods.*
    from expected_periods
    inner join core.divisions as divisions
        on divisions.valid_from <= expected_periods.ends_on
        and (divisions.valid_to is null or divisions.valid_to > expected_periods.ends_on)
    where divisions.division_level in ('community', 'village')
),

arrived_files as (
    select 'ledger' as source, community_code as body_code, snapshot_date as dated_on
    from core.ledger_deliveries
    union all
    select 'population', division_code, as_of_date
    from staging.populations
    union all
    select 'monthly_report', community_code, cast(month || '-01' as date)
    from staging.monthly_reports
    where received_on is not null
)

select
    expected_files.body_code,
    expected_files.source as subject_code,
    expected_files.period
from expected_files
left join arrived_files
    on arrived_files.source = expected_files.source
    and arrived_files.body_code = expected_files.body_code
    and arrived_files.dated_on between expected_files.starts_on and expected_files.ends_on
where arrived_files.body_code is null
