-- Women with a file at every month's end covered by ledgers, by body and management class, each counted once.
-- Grain: one body and class at one month's end. Key: as_of_date, body_code, management_class.
with class_counts as (
    select * from protection.class_counts
)

select
    as_of_date,
    street_code,
    street_name,
    body_code,
    body_name,
    body_level,
    area_type,
    management_class,
    women,
    is_suppressed
from class_counts
