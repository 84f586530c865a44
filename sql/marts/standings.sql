-- Where a score stands: the street the body lay in, the scheme version it is scored under, and among how many it is ranked.
-- zh: 成绩所处的位置：当时所在的街道、所用的考核方案、与多少个辖区同排名次。
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
