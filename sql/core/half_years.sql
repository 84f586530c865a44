-- Half-years that ended by the run's date and hold at least one ledger snapshot, with the settings of their last day.
-- zh: 运行日前结束、至少有一期台账快照的各半年，及其末日的设置。
-- Grain: one half-year. Key: half_year.
with snapshots as (
    select as_of_date as snapshot_date from staging.ledger_buildings
    union
    select as_of_date from staging.ledger_households
    union
    select as_of_date from staging.ledger_persons
),

run as (
    select as_of_date from rules.run
),

schemes as (
    select distinct scheme_from from rules.scheme_lines
),

spans as (
    select distinct
        cast(year(snapshot_date) as varchar) || case when month(snapshot_date) <= 6 then 'H1' else 'H2' end
            as half_year,
        make_date(year(snapshot_date), case when month(snapshot_date) <= 6 then 1 else 7 end, 1) as starts_on,
        case
            when month(snapshot_date) <= 6 then make_date(year(snapshot_date), 6, 30)
            else make_date(year(snapshot_date), 12, 31)
        end as ends_on
    from snapshots
),

ended_spans as (
    select spans.*
    from spans
    cross join run
    where spans.ends_on <= run.as_of_date
),

ruled_spans as (
    select
        *,
        (select max(scheme_from) from schemes where scheme_from <= ended_spans.ends_on) as scheme_from,
        {{ setting('entry_days', 'ended_spans.ends_on') }} as entry_days,
        {{ setting('handover_days', 'ended_spans.ends_on') }} as handover_days,
        {{ setting('acknowledgement_days', 'ended_spans.ends_on') }} as acknowledgement_days,
        {{ setting('slip_deadline_days', 'ended_spans.ends_on') }} as slip_deadline_days,
        {{ setting('monthly_report_day', 'ended_spans.ends_on') }} as monthly_report_day,
        {{ setting('certificate_check_days', 'ended_spans.ends_on') }} as certificate_check_days,
        {{ setting('deputy_director_wage_yuan', 'ended_spans.ends_on') }} as deputy_director_wage_yuan,
        {{ setting('courtyard_head_allowance_yuan', 'ended_spans.ends_on') }} as courtyard_head_allowance_yuan,
        {{ setting('ranked_points_from', 'ended_spans.ends_on') }} as ranked_points_from
    from ended_spans
)

select
    ruled_spans.half_year,
    ruled_spans.starts_on,
    ruled_spans.ends_on,
    ruled_spans.scheme_from,
    ruled_spans.entry_days,
    ruled_spans.handover_days,
    ruled_spans.acknowledgement_days,
    ruled_spans.monthly_report_day,
    ruled_spans.certificate_check_days,
    ruled_spans.deputy_director_wage_yuan,
    ruled_spans.courtyard_head_allowance_yuan,
    ruled_spans.ranked_points_from,
    ruled_spans.ends_on + ruled_spans.slip_deadline_days as slip_deadline_on,
    run.as_of_date > ruled_spans.ends_on + ruled_spans.slip_deadline_days as is_final
from ruled_spans
cross join run
