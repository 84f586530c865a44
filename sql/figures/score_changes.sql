-- The change of each score since the half-year before, split exactly, one step after the other: `corrected_records`, what
-- later data did to the figures of then; `scheme`, those figures under this scheme; `performance`, this half-year's rates on
-- the denominators and populations of then; `denominators`, this half-year's own denominators, populations and bodies.
-- The four sum to the change; where one of the scores cannot be computed there is none.
-- zh: 成绩比上半年的变化，依次分为四步：数据更正、方案、工作成效、应办数（含人口和辖区）；相加即变化，有一期算不出的则无。
-- Grain: one body in one half-year. Key: half_year, body_code.
with half_years as (
    select half_year, scheme_from, lag(half_year) over (order by half_year) as previous_half_year
    from core.half_years
),

body_scores as (
    select * from scores.body_scores
),

steps as (
    select
        now.half_year,
        half_years.previous_half_year,
        now.body_code,
        coalesce(frozen.score, before.score) as score_given,
        before.score as score_corrected,
        rescored.score as score_rescored,
        carried.score as score_carried,
        now.score
    from half_years
    inner join body_scores as now
        on now.half_year = half_years.half_year
        and now.basis = 'own'
        and now.scheme_from = half_years.scheme_from
    inner join body_scores as before
        on before.half_year = half_years.previous_half_year
        and before.basis = 'own'
        and before.is_own_scheme
        and before.body_code = now.body_code
    inner join body_scores as rescored
        on rescored.half_year = half_years.previous_half_year
        and rescored.basis = 'own'
        and rescored.scheme_from = half_years.scheme_from
        and rescored.body_code = now.body_code
    inner join body_scores as carried
        on carried.half_year = half_years.half_year
        and carried.basis = 'previous'
        and carried.scheme_from = half_years.scheme_from
        and carried.body_code = now.body_code
    left join frozen.scores as frozen
        on frozen.half_year = half_years.previous_half_year
        and frozen.body_code = now.body_code
)

select
    half_year,
    previous_half_year,
    body_code,
    score_given,
    score_corrected - score_given as corrected_records,
    score_rescored - score_corrected as scheme_change,
    score_carried - score_rescored as performance,
    score - score_carried as denominators,
    score - score_given as score_change,
    score
from steps
