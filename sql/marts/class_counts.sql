-- Women with a file at every month's end covered by ledgers, by body and management class, each counted once.
-- zh: 台账覆盖的每个月末各社区、村各类在册妇女人数，每人只计一次。
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
