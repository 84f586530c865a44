-- Every half-year's scores under every scheme version, within the boundaries of its own date and those of today.
-- zh: 每个半年按各版考核方案、分当期和现行区划计算的成绩。
-- Grain: one body in one half-year, within one set of boundaries, under one scheme.
-- Key: half_year, boundaries, scheme_from, body_code.
with body_scores as (
    select * from scores.body_scores where basis in ('own', 'today')
)

select
    half_year,
    basis as boundaries,
    scheme_from,
    is_own_scheme,
    body_code,
    body_name,
    body_level,
    scheme,
    {{ half_up('score') }} as score,
    rank,
    applicable_points,
    status
from body_scores
