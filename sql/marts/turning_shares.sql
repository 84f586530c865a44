-- The urban population shares nearest to a mixed street's own at which its rank would change, and the street it would then
-- stand beside.
-- zh: 兼有城乡的街道，城区人口占比变到多少名次才会变，以及届时与之相等的街道。
-- Grain: one mixed street in one half-year. Key: half_year, body_code.
with turning_shares as (
    {{ frozen_or_current('turning_shares') }}
)

select
    half_year,
    body_code,
    {{ settled('urban_share') }} as urban_share,
    {{ settled('share_below') }} as share_below,
    body_below_share,
    {{ settled('share_above') }} as share_above,
    body_above_share
from turning_shares
