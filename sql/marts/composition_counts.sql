-- Women with a file at every covered month's end by street, body, area and class, at half-year ends also by age, hukou type
-- or employment, one of them at a time; each counted once. `all` is every value together. What `class_counts` and
-- `class_totals` tell stands here as well.
-- zh: 各月末按街道、社区（村）、城乡和类别统计的在册妇女人数，半年末另按年龄组、户口性质或从业状况（每次一项）统计，每人只计一次；
-- zh: all 为各值合计；含各社区、村及街道、全区的分类人数；小的数和能推出它们的数隐去。
-- Grain: one place, class and value of a trait at one month's end.
-- Key: as_of_date, division_code, area_type, management_class, trait, trait_value.
with composition_counts as (
    select * from protection.composition_counts
),

class_counts as (
    select * from protection.class_counts
),

class_totals as (
    select * from protection.class_totals where boundaries = 'own'
)

select
    as_of_date,
    division_code,
    division_name,
    division_level,
    street_code,
    street_name,
    area_type,
    management_class,
    trait,
    trait_value,
    women,
    is_suppressed
from composition_counts
union all
select as_of_date, body_code, body_name, body_level, street_code, street_name, coalesce(area_type, 'unknown'),
    management_class, 'all', 'all', women, is_suppressed
from class_counts
union all
select
    as_of_date,
    division_code,
    division_name,
    division_level,
    case when division_level = 'street' then division_code end,
    case when division_level = 'street' then division_name end,
    'all',
    management_class,
    'all',
    'all',
    women,
    is_suppressed
from class_totals
order by as_of_date, division_level, division_code, area_type, management_class, trait, trait_value
