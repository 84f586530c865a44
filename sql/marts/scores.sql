-- Scores of streets, communities and villages by half-year, rounded half-up to two decimals, with rank and veto beside.
-- zh: 街道、社区和村每个半年的成绩，四舍五入到两位，旁列名次和一票否决。
-- Grain: one body in one half-year. Key: half_year, body_code.
with scores as (
    {{ frozen_or_current('scores') }}
)

select
    half_year,
    body_code,
    body_name,
    body_level,
    scheme,
    {{ half_up('score') }} as score,
    rank,
    applicable_points,
    status,
    vetoed,
    commendation_eligible
from scores
