-- Women with a file at every covered month's end by street, body and class; exact, not for publication.
-- zh: 各覆盖月末按街道、社区或村和类别的在册妇女人数；确数，不得公布。
select
    as_of_date,
    street_code,
    street_name,
    body_code,
    body_name,
    body_level,
    area_type,
    management_class,
    women
from warehouse.core.class_counts
