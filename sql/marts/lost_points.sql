-- For every point lost: the bodies, units or posts' bodies that fell short of the target, each with its share of the loss.
-- Grain: one indicator, body, part and source in one half-year. Key: half_year, body_code, part, indicator_id, source_code.
with lost_points as (
    {{ frozen_or_current('lost_points') }}
)

select
    half_year,
    body_code,
    part,
    indicator_id,
    source_code,
    source_name,
    source_level,
    {{ settled('points_lost') }} as points_lost,
    {{ settled('score_lost') }} as score_lost
from lost_points
