-- Women with a file in communities by the class that the file declares and the class that evidence says, on the last day of
-- each half-year that ledgers cover, by street and for the district, each counted once.
-- zh: 每个半年最后一日社区在册妇女，按档案所报类别和依据所示类别两项交叉计数，按街道和全区，每人只计一次；
-- zh: 小的数和能推出它们的数隐去。
-- Grain: one declared and one evidenced class of one street, or the district, in one half-year.
-- Key: half_year, division_code, management_class, evidenced_class.
with evidenced_classes as (
    select * from protection.evidenced_classes
)

select
    half_year,
    division_code,
    division_name,
    division_level,
    management_class,
    evidenced_class,
    women,
    is_suppressed
from evidenced_classes
