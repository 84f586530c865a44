-- Class counts of streets and of the district as they may be published: withheld where others would tell a small one.
-- zh: 可以公布的街道和全区分类人数：能由其他数推出小数的隐去。
-- Grain: one street, or the district, and class at one month's end within one set of boundaries.
-- Key: as_of_date, boundaries, division_code, management_class.
with class_totals as (
    select * from core.class_totals
)

select
    as_of_date,
    boundaries,
    division_code,
    division_name,
    division_level,
    management_class,
    {{ protected('class_totals', 'women') }} as women,
    {{ is_withheld('class_totals', 'women') }} as is_suppressed
from class_totals
