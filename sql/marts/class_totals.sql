-- Women with a file in communities at every month's end covered by ledgers, by street, district and management class,
-- with the sum over the classes as class `all`.
-- Streets are those of the date itself (`own`) and those of today (`today`).
-- zh: 台账覆盖的每个月末社区各类在册妇女人数，按街道和全区，另有各类合计；街道分当期区划和现行区划两种。
-- Grain: one street, or the district, and class at one month's end within one set of boundaries.
-- Key: as_of_date, boundaries, division_code, management_class.
with class_totals as (
    select * from protection.class_totals
)

select
    as_of_date,
    boundaries,
    division_code,
    division_name,
    division_level,
    management_class,
    women,
    is_suppressed
from class_totals
