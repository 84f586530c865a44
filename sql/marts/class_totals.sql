-- Women with a file in communities at every month's end covered by ledgers, by street, district and management class,
-- with the sum over the classes as class `all`.
-- Grain: one street, or the district, and class at one month's end. Key: as_of_date, division_code, management_class.
with class_totals as (
    select * from protection.class_totals
)

select
    as_of_date,
    division_code,
    division_name,
    division_level,
    management_class,
    women,
    is_suppressed
from class_totals
