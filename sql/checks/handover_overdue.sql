-- A woman who left her unit and was handed over after more than the handover days, or not at all after a job-loss line
-- when those days have passed. Charged to the unit's jurisdiction street on the day she left.
-- Grain: one separation. Key: delivery_no, sheet_no, row_no.
with run as (
    select as_of_date from rules.run
),

separations as (
    select
        from_code as unit_code,
        person_key,
        separated_on,
        coalesce(received_on, handed_on) as handed_over_on,
        delivery_no,
        sheet_no,
        row_no
    from staging.handovers
    where handover_type = '1'
    union all
    select unit_code, person_key, separated_on, handed_over_on, delivery_no, sheet_no, row_no
    from core.separations
    where source = 'job_loss'
),

due_separations as (
    select
        *,
        separated_on + {{ setting('handover_days', 'separations.separated_on') }} as due_on
    from separations
)

select
    unit_streets.street_code as body_code,
    due_separations.delivery_no,
    due_separations.sheet_no,
    due_separations.row_no,
    due_separations.unit_code as subject_code,
    due_separations.person_key,
    cast(year(due_separations.separated_on) as varchar)
        || case when month(due_separations.separated_on) <= 6 then 'H1' else 'H2' end as period
from due_separations
inner join run on run.as_of_date > due_separations.due_on
left join core.unit_streets as unit_streets
    on unit_streets.unit_code = due_separations.unit_code
    and unit_streets.valid_from <= due_separations.separated_on
    and (unit_streets.valid_to is null or unit_streets.valid_to > due_separations.separated_on)
where due_separations.handed_over_on is null
    or due_separations.handed_over_on > due_separations.due_on
