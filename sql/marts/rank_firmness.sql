-- The band of bodies that cannot be told apart, and the single indicator that decides a rank: the one without which it
-- would change most.
-- Grain: one ranked body in one half-year. Key: half_year, body_code.
with rank_firmness as (
    {{ frozen_or_current('rank_firmness') }}
)

select
    half_year,
    body_code,
    band,
    deciding_indicator_id,
    rank_without
from rank_firmness
