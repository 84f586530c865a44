-- The change of each score since the half-year before, in four parts that sum to it: corrected records, scheme,
-- performance, denominators (with populations and bodies).
-- zh: 成绩比上半年的变化分为四部分：数据更正、方案变动、工作成效、应办数与人口，相加即得。
-- Grain: one body in one half-year. Key: half_year, body_code.
with score_changes as (
    {{ frozen_or_current('score_changes') }}
)

select
    half_year,
    previous_half_year,
    body_code,
    {{ settled('score_given') }} as score_given,
    {{ settled('corrected_records') }} as corrected_records,
    {{ settled('scheme_change') }} as scheme_change,
    {{ settled('performance') }} as performance,
    {{ settled('denominators') }} as denominators,
    {{ settled('score_change') }} as score_change,
    {{ settled('score') }} as score
from score_changes
