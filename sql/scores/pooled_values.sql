-- Numerators and denominators by body and side: a community's own, a street's pooled over its bodies of that side.
-- zh: 按辖区和城乡侧的分子、分母：社区为自身，街道为同侧各辖区之和。
-- Grain: one indicator, body and side in one half-year on one basis. Key: indicator_id, half_year, basis, body_code, part.
select
    indicator_id,
    half_year,
    basis,
    body_code,
    part,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    bool_or(is_delivered) as is_delivered
from scores.contributions
group by indicator_id, half_year, basis, body_code, part
