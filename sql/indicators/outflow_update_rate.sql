-- Change lines of kind 09 (outflow) whose person's file in the body was closed by the set day of the next month, of the
-- lines whose next report was due inside the half-year.
-- Charged to the residence community or village.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

due_lines as (
    select
        bodies.half_year,
        bodies.body_code,
        bodies.ends_on,
        change_lines.delivery_no,
        change_lines.sheet_no,
        change_lines.row_no,
        change_lines.person_key,
        last_day(change_lines.occurred_on) + bodies.monthly_report_day as update_due_on
    from bodies
    inner join staging.change_lines as change_lines
        on change_lines.community_code = bodies.body_code
        and last_day(change_lines.occurred_on) + bodies.monthly_report_day between bodies.starts_on and bodies.ends_on
    where change_lines.change_kind = '09'
),

updated_lines as (
    select due_lines.half_year, due_lines.delivery_no, due_lines.sheet_no, due_lines.row_no
    from due_lines
    inner join core.snapshots as snapshots
        on snapshots.as_of_date = due_lines.ends_on
        and snapshots.community_code = due_lines.body_code
    inner join core.ledger_persons as ledger_persons
        on ledger_persons.community_code = snapshots.community_code
        and ledger_persons.as_of_date = snapshots.snapshot_date
        and ledger_persons.person_key = due_lines.person_key
        and (ledger_persons.file_opened_on is null or ledger_persons.file_opened_on <= due_lines.update_due_on)
    group by due_lines.half_year, due_lines.delivery_no, due_lines.sheet_no, due_lines.row_no
    having bool_and(coalesce(ledger_persons.file_closed_on <= due_lines.update_due_on, false))
)

select
    bodies.half_year,
    bodies.body_code,
    count(updated_lines.row_no) as numerator,
    count(due_lines.row_no) as denominator,
    case when bodies.has_ledger then true when count(due_lines.row_no) > 0 then false end as is_delivered
from bodies
left join due_lines
    on due_lines.half_year = bodies.half_year
    and due_lines.body_code = bodies.body_code
left join updated_lines
    on updated_lines.half_year = due_lines.half_year
    and updated_lines.delivery_no = due_lines.delivery_no
    and updated_lines.sheet_no = due_lines.sheet_no
    and updated_lines.row_no = due_lines.row_no
group by bodies.half_year, bodies.body_code, bodies.has_ledger
