-- A household page number that stands on two or more households of a community; the row is the last one's.
-- Charged to the community or village.
-- Grain: one page number. Key: body_code, subject_code.
with household_pages as (
    select * from core.household_pages
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    'household_page_no' as column_name,
    household_page_no as subject_code,
    households - 1 as amount
from household_pages
where households > 1
