-- A ledger building with an open book that no line of the building inventory names, in force or not.
-- Charged to the community or village of the ledger.
-- Grain: one building. Key: body_code, subject_code.
with building_books as (
    select * from core.building_books
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    'building_code' as column_name,
    building_code as subject_code
from building_books
where not is_in_inventory
