-- The score of every body as known now, unrounded: under the boundaries and the scheme of the half-year's own date.
-- zh: 按目前所知各辖区的成绩，未舍入；用该半年当期的区划和方案。
-- Grain: one body in one half-year. Key: half_year, body_code.
select
    half_year,
    scheme_from,
    body_code,
    body_name,
    body_level,
    street_code,
    scheme,
    league,
    score,
    rank,
    applicable_points,
    status,
    vetoed,
    commendation_eligible
from scores.body_scores
where basis = 'own'
    and is_own_scheme
