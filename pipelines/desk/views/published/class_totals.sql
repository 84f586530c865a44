-- Women with a file in communities at every covered month's end, by street and for the district, `all` classes too.
-- zh: 各覆盖月末社区在册妇女人数，按街道和全区，含各类合计（all）；隐去的为空。
select
    as_of_date,
    boundaries,
    division_code,
    division_name,
    division_level,
    management_class,
    women,
    is_suppressed
from snapshot.marts.class_totals
