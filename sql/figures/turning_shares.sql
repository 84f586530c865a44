-- The urban population shares at which a mixed street's rank would change: where its blend, both parts and all other
-- streets as they are, would equal another street's score; the next one above and below its own share.
-- zh: 混合街道的名次会改变的城市人口占比：两部分和其他街道不变，合并得分恰等于另一街道时的占比，取上下最近的各一个。
-- Grain: one mixed street in one half-year. Key: half_year, body_code.
with scores as (
    select * from figures.scores where rank is not null
),

score_parts as (
    select * from figures.score_parts
),

mixed_streets as (
    select
        streets.half_year,
        streets.body_code,
        streets.league,
        urban.share as urban_share,
        urban.part_score as urban_score,
        rural.part_score as rural_score
    from scores as streets
    inner join score_parts as urban
        on urban.half_year = streets.half_year
        and urban.body_code = streets.body_code
        and urban.part = 'urban'
    inner join score_parts as rural
        on rural.half_year = streets.half_year
        and rural.body_code = streets.body_code
        and rural.part = 'rural'
    where streets.scheme = 'mixed'
),

crossings as (
    select
        mixed_streets.*,
        -- ordered by share, then by code, so that streets of one score do not change places between runs
        {
            'share': (others.score - mixed_streets.rural_score)
                / nullif(mixed_streets.urban_score - mixed_streets.rural_score, 0),
            'body_code': others.body_code
        } as crossing
    from mixed_streets
    left join scores as others
        on others.half_year = mixed_streets.half_year
        and others.league = mixed_streets.league
        and others.body_code <> mixed_streets.body_code
),

nearest as (
    select
        half_year,
        body_code,
        urban_share,
        max(crossing) filter (where crossing.share between 0 and urban_share) as below,
        min(crossing) filter (where crossing.share between urban_share and 1) as above
    from crossings
    group by half_year, body_code, urban_share
)

select
    half_year,
    body_code,
    urban_share,
    below.share as share_below,
    below.body_code as body_below_share,
    above.share as share_above,
    above.body_code as body_above_share
from nearest
