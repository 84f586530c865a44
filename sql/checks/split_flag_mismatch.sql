-- A file whose split flag disagrees with its hukou division against the community of residence, on the six digits of
-- the district. Charged to the body of the file.
-- Grain: one file. Key: delivery_no, sheet_no, row_no.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    'residence_split_flag' as column_name,
    person_key
from files
where residence_split_flag <> (substr(hukou_division_code, 1, 6) <> substr(body_code, 1, 6))
