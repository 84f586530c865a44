-- The band of bodies that cannot be told apart, and the single indicator that decides a rank: the one without which it
-- would change most.
-- zh: 分不出高下的辖区所在的档次，以及去掉它名次变动最大的那项指标。
-- Grain: one ranked body in one half-year. Key: half_year, body_code.
with rank_firmness as (
    {{ frozen_or_current('rank_firmness') }}
),

scores as (
    {{ frozen_or_current('scores') }}
)

select
    rank_firmness.half_year,
    rank_firmness.body_code,
    rank_firmness.band,
    count(*) over (partition by rank_firmness.half_year, scores.league, rank_firmness.band) as bodies_in_band,
    rank_firmness.deciding_indicator_id,
    rank_firmness.rank_without
from rank_firmness
inner join scores
    on scores.half_year = rank_firmness.half_year
    and scores.body_code = rank_firmness.body_code
