-- Change lines that the body's ledger shows (the same person's file opened or closed, or her page updated) 0 to 30 days
-- after they occurred, of the lines of the half-year whose days have elapsed at its end.
-- Charged to the community or village.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

due_changes as (
    select
        *,
        occurred_on + entry_days as update_due_on
    from core.changes
    where occurred_on + entry_days <= ends_on
),

shown_changes as (
    select due_changes.half_year, due_changes.delivery_no, due_changes.sheet_no, due_changes.row_no
    from due_changes
    inner join core.ledger_persons as ledger_persons
        on ledger_persons.community_code = due_changes.body_code
        and ledger_persons.person_key = due_changes.person_key
        and ledger_persons.as_of_date <= due_changes.ends_on
    left join core.ledger_households as pages
        on pages.community_code = ledger_persons.community_code
        and pages.as_of_date = ledger_persons.as_of_date
        and pages.household_page_no = ledger_persons.household_page_no
    group by due_changes.half_year, due_changes.delivery_no, due_changes.sheet_no, due_changes.row_no
    having bool_or(
        coalesce(ledger_persons.file_opened_on between due_changes.occurred_on and due_changes.update_due_on, false)
        or coalesce(ledger_persons.file_closed_on between due_changes.occurred_on and due_changes.update_due_on, false)
        or coalesce(pages.updated_on between due_changes.occurred_on and due_changes.update_due_on, false)
    )
)

select
    bodies.half_year,
    bodies.body_code,
    count(shown_changes.row_no) as numerator,
    count(due_changes.row_no) as denominator,
    case when bodies.has_ledger then true when count(due_changes.row_no) > 0 then false end as is_delivered
from bodies
left join due_changes
    on due_changes.half_year = bodies.half_year
    and due_changes.body_code = bodies.body_code
left join shown_changes
    on shown_changes.half_year = due_changes.half_year
    and shown_changes.delivery_no = due_changes.delivery_no
    and shown_changes.sheet_no = due_changes.sheet_no
    and shown_changes.row_no = due_changes.row_no
group by bodies.half_year, bodies.body_code, bodies.has_ledger
