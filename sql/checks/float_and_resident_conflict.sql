-- A person with a class 3 file in one body and a class 1 or 2 file in another on the run's date.
-- Charged to the body whose file is counted (a community before a village), at that file's row.
-- Grain: one person. Key: delivery_no, sheet_no, row_no.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
),

conflicts as (
    select floating.person_key
    from files as floating
    inner join files as residents
        on residents.person_key = floating.person_key
        and residents.body_code <> floating.body_code
    where floating.management_class = '3'
        and residents.management_class in ('1', '2')
),

levels as (
    select person_key, min(body_level) as counted_level
    from files
    where person_key in (select person_key from conflicts)
    group by person_key
)

select
    files.body_code,
    files.delivery_no,
    files.sheet_no,
    files.row_no,
    'management_class' as column_name,
    files.person_key
from files
inner join levels
    on levels.person_key = files.person_key
    and levels.counted_level = files.body_level
where files.is_counted
