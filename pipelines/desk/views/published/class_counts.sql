-- Women with a file at every covered month's end by street, body and class; withheld counts are null.
-- zh: 各覆盖月末按街道、社区或村和类别的在册妇女人数；隐去的为空。
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
from snapshot.marts.class_counts
