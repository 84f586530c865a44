-- A person with files on two or more pages or in two or more bodies on the run's date; `amount` is the files beyond one.
-- Charged to the body whose file is counted (a community before a village), at that file's row.
-- Grain: one person. Key: delivery_no, sheet_no, row_no.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
),

duplicates as (
    select person_key, count(*) as files, min(body_level) as counted_level
    from files
    group by person_key
    having count(distinct (body_code, household_page_no)) > 1
)

select
    files.body_code,
    files.delivery_no,
    files.sheet_no,
    files.row_no,
    files.person_key,
    duplicates.files - 1 as amount
from files
inner join duplicates
    on duplicates.person_key = files.person_key
    and duplicates.counted_level = files.body_level
where files.is_counted
