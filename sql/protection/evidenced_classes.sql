-- Women by declared class and by the class that evidence says, as they may be published: withheld where others would tell a
-- small count.
-- zh: 可以公布的按所报类别和依据类别的妇女人数：能由其他数推出小数的隐去。
-- Grain: one declared and one evidenced class of one street, or the district, in one half-year.
-- Key: half_year, division_code, management_class, evidenced_class.
with evidenced_classes as (
    select * from core.evidenced_classes
)

select
    half_year,
    ends_on,
    division_code,
    division_name,
    division_level,
    management_class,
    evidenced_class,
    {{ protected('evidenced_classes', 'women') }} as women,
    {{ is_withheld('evidenced_classes', 'women') }} as is_suppressed
from evidenced_classes
