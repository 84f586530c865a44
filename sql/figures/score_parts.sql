-- The parts of every score as known now, unrounded: under the boundaries and the scheme of the half-year's own date.
-- zh: 按目前所知成绩的各部分，未舍入；用该半年当期的区划和方案。
-- Grain: one part of a body's score in one half-year. Key: half_year, body_code, part.
with half_years as (
    select half_year, scheme_from from core.half_years
),

score_parts as (
    select * from scores.score_parts where basis = 'own'
)

select
    score_parts.half_year,
    score_parts.body_code,
    score_parts.part,
    score_parts.part_score,
    score_parts.applicable_points,
    score_parts.population,
    score_parts.share
from score_parts
inner join half_years
    on half_years.half_year = score_parts.half_year
    and half_years.scheme_from = score_parts.scheme_from
