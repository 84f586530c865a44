-- A building in force in the building inventory without an open book in the ledger snapshot in force.
-- Charged to the community or village of the building; where no ledger ever came, the missing file says it all.
-- Grain: one building. Key: body_code, subject_code.
with building_books as (
    select * from core.building_books
)

select
    body_code,
    building_code as subject_code
from building_books
where is_in_force
    and open_books = 0
