-- A building in force in the building inventory with more than one open book; the row is the last book's.
-- Charged to the community or village of the building.
-- Grain: one building. Key: body_code, subject_code.
with building_books as (
    select * from core.building_books
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    'ledger_book_no' as column_name,
    building_code as subject_code,
    open_books - 1 as amount
from building_books
where is_in_force
    and open_books > 1
