-- The urban and the rural part of each score with the population that weighs it.
-- zh: 每个成绩的城区部分和农村部分，以及用来加权的人口。
-- Grain: one part of a body's score in one half-year. Key: half_year, body_code, part.
with score_parts as (
    {{ frozen_or_current('score_parts') }}
)

select
    half_year,
    body_code,
    part,
    {{ half_up('part_score') }} as part_score,
    population,
    {{ settled('share') }} as share
from score_parts
