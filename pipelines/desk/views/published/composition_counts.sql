-- Women with a file by place and class, at half-year ends by one trait at a time as well: age, hukou type or employment.
-- zh: 在册妇女人数，按辖区和类别，半年末另按年龄组、户口性质或从业状况（每次一项）；隐去的为空。
select
    as_of_date,
    division_code,
    division_name,
    division_level,
    area_type,
    management_class,
    trait,
    trait_value,
    women,
    is_suppressed
from snapshot.marts.composition_counts
