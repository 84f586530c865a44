-- What every indicator counted for every body, and the points it won.
-- zh: 每项指标在各辖区所计的分子、分母、指标值和得分。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with indicator_values as (
    {{ frozen_or_current('indicator_values') }}
)

select
    half_year,
    body_code,
    part,
    indicator_id,
    {{ settled('numerator') }} as numerator,
    {{ settled('denominator') }} as denominator,
    {{ settled('value_pct') }} as value_pct,
    {{ settled('points_won') }} as points_won,
    points,
    status
from indicator_values
