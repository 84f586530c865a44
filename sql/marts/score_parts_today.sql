-- The urban and the rural part of each street's score within today's boundaries, under the half-year's own scheme, as known
-- now: populations are followed with their communities.
-- zh: 按现行区划归并到今天的街道、按当期方案计算的城乡两部分得分和人口占比。
-- Grain: one part of a street's score in one half-year. Key: half_year, body_code, part.
with score_parts as (
    select * from scores.score_parts where basis = 'today'
),

streets as (
    select * from scores.bodies where basis = 'today' and body_level in ('street', 'town')
)

select
    score_parts.half_year,
    score_parts.body_code,
    streets.body_name,
    score_parts.part,
    {{ half_up('score_parts.part_score') }} as part_score,
    score_parts.applicable_points,
    score_parts.population,
    {{ settled('score_parts.share') }} as share
from score_parts
inner join streets
    on streets.half_year = score_parts.half_year
    and streets.body_code = score_parts.body_code
    and streets.own_scheme_from = score_parts.scheme_from
