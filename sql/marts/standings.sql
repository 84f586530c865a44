-- Where a score stands: the street the body lay in, the scheme version it is scored under, and among how many it is ranked.
-- Grain: one body in one half-year. Key: half_year, body_code.
with scores as (
    {{ frozen_or_current('scores') }}
)

select
    half_year,
    body_code,
    case when body_level in ('community', 'village') then street_code end as street_code,
    scheme_from,
    league,
    count(rank) over (partition by half_year, league) as ranked_bodies
from scores
