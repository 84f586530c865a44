-- Separations of women from their units in each half-year: handovers of kind 1, and job-loss lines of women who had a
-- co-managed file at a month's end of it: the last one by the loss, else the first after tells the unit, and of several
-- files the one in the community that reports the line.
-- Each woman counts once: her handover before her line, the earlier one first.
-- zh: 各半年妇女离开单位的情况：第一类移交单，以及月末曾有协管档案者的失业变动；每人只计一次，移交单先于变动，早的先于晚的。
-- Grain: one woman in one half-year. Key: half_year, person_key.
with half_years as (
    select * from core.half_years
),

handovers as (
    select
        handover_no,
        person_key,
        from_code as unit_code,
        separated_on,
        coalesce(received_on, handed_on) as handed_over_on,
        delivery_no,
        sheet_no,
        row_no
    from staging.handovers
    where handover_type = '1'
),

job_losses as (
    select * from core.changes where change_kind = '06'
),

co_managed_files as (
    select *
    from core.files
    where management_class = '2'
        and body_level = 'community'
        and unit_code is not null
        -- another body's snapshot inside a month must not decide what this one owes
        and as_of_date = last_day(as_of_date)
),

left_units as (
    select
        job_losses.half_year,
        job_losses.person_key,
        job_losses.occurred_on,
        co_managed_files.unit_code,
        handovers.handed_over_on,
        job_losses.delivery_no,
        job_losses.sheet_no,
        job_losses.row_no,
        row_number() over (
            partition by job_losses.half_year, job_losses.person_key
            order by
                job_losses.occurred_on,
                co_managed_files.as_of_date > job_losses.occurred_on,
                abs(date_diff('day', job_losses.occurred_on, co_managed_files.as_of_date)),
                co_managed_files.body_code <> job_losses.body_code,
                co_managed_files.body_code,
                co_managed_files.unit_code,
                handovers.handed_over_on nulls last
        ) as nearness
    from job_losses
    inner join co_managed_files
        on co_managed_files.person_key = job_losses.person_key
        and co_managed_files.as_of_date between job_losses.starts_on and job_losses.ends_on
    left join handovers
        on handovers.person_key = job_losses.person_key
        and handovers.handed_over_on >= job_losses.occurred_on
),

events as (
    select
        half_years.half_year,
        handovers.person_key,
        handovers.unit_code,
        handovers.separated_on,
        handovers.handed_over_on,
        'handover' as source,
        handovers.handover_no,
        handovers.delivery_no,
        handovers.sheet_no,
        handovers.row_no
    from half_years
    inner join handovers on handovers.separated_on between half_years.starts_on and half_years.ends_on
    union all
    select half_year, person_key, unit_code, occurred_on, handed_over_on, 'job_loss', null,
        delivery_no, sheet_no, row_no
    from left_units
    where nearness = 1
),

ordered_events as (
    select
        *,
        row_number() over (
            partition by half_year, person_key
            order by source = 'job_loss', separated_on, handed_over_on nulls last, handover_no
        ) as place
    from events
)

select
    ordered_events.half_year,
    ordered_events.person_key,
    ordered_events.unit_code,
    units.street_code,
    ordered_events.source,
    ordered_events.separated_on,
    ordered_events.handed_over_on,
    ordered_events.delivery_no,
    ordered_events.sheet_no,
    ordered_events.row_no
from ordered_events
left join core.unit_half_years as units
    on units.half_year = ordered_events.half_year
    and units.unit_code = ordered_events.unit_code
where ordered_events.place = 1
