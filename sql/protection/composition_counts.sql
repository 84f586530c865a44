-- Women by place, class and one trait as they may be published: withheld where others would tell a small count.
-- zh: 可以公布的按地域、类别及其他一项统计的妇女人数：能推出小数的隐去。
-- Grain: one place, class and value of a trait at one month's end.
-- Key: as_of_date, division_code, area_type, management_class, trait, trait_value.
with composition_counts as (
    select * from core.composition_counts
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
    {{ protected('composition_counts', 'women') }} as women,
    {{ is_withheld('composition_counts', 'women') }} as is_suppressed
from composition_counts
