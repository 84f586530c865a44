-- A file in a community without a management class, or with the villages' own class.
-- Charged to the community.
-- Grain: one file. Key: delivery_no, sheet_no, row_no.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
    where files.body_level = 'community'
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    'management_class' as column_name,
    person_key
from files
where management_class is null
    or management_class = '4'
