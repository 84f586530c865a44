-- What every indicator counted for every body, and the points it won. Of indicators that count persons the numerators and
-- denominators are withheld, where the class counts do not tell the denominator; their rates have two decimals.
-- zh: 每项指标在各辖区所计的分子、分母、指标值和得分；计人的指标一般只公布比率。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with indicator_values as (
    select * from protection.indicator_values
)

select
    half_year,
    body_code,
    part,
    indicator_id,
    numerator,
    denominator,
    value_pct,
    points_won,
    points,
    status,
    is_suppressed
from indicator_values
