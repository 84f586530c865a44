-- What every indicator counted and won as known now, unrounded: under the boundaries and scheme of the half-year's own date.
-- zh: 按目前所知各指标的计数和得分，未舍入；用该半年当期的区划和方案。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with half_years as (
    select half_year, scheme_from from core.half_years
),

indicator_values as (
    select * from scores.indicator_values where basis = 'own'
)

select
    indicator_values.half_year,
    indicator_values.body_code,
    indicator_values.part,
    indicator_values.indicator_id,
    indicator_values.numerator,
    indicator_values.denominator,
    indicator_values.value_pct,
    indicator_values.points_won,
    indicator_values.points,
    indicator_values.target_pct,
    indicator_values.zero_pct,
    indicator_values.status
from indicator_values
inner join half_years
    on half_years.half_year = indicator_values.half_year
    and half_years.scheme_from = indicator_values.scheme_from
