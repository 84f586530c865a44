-- A woman without a file anywhere in the district whom a change line of kind 01, 05 or 08 shows as living in it, the newest
-- of her evidence older than the entry days; the row is the evidence's. Charged to the body where it points.
-- Grain: one woman. Key: delivery_no, sheet_no, row_no.
with missed_persons as (
    select missed_persons.*
    from core.missed_persons as missed_persons
    inner join rules.run as run on run.as_of_date = missed_persons.as_of_date
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    person_key
from missed_persons
where source = 'change_lines'
