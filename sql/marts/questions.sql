-- Questions to ask of bodies and units, with the figure that raises each and what is usual. A question is no finding and no
-- score: there may be a good answer, and nothing else in the warehouse reads it.
-- zh: 要问辖区和单位的话，连同引出它的数和通常的数；它不是问题，也不进成绩，可能有很好的答复。
-- Grain: one question to one body or unit in one half-year. Key: half_year, body_code, unit_code, question_id.
with raised as (
    select half_year, body_code, cast(null as varchar) as unit_code, question_id, figure_pct, usual_pct, rests_on
    from quality.bulk_entries
    union all
    select half_year, body_code, null, question_id, figure_pct, usual_pct, rests_on
    from quality.perfect_records
    union all
    select half_year, null, unit_code, question_id, figure_pct, usual_pct, null
    from quality.repeated_slips
),

questions as (
    select * from rules.questions
)

select
    raised.half_year,
    raised.body_code,
    raised.unit_code,
    raised.question_id,
    questions.question_zh,
    questions.question_en,
    questions.figure_zh,
    questions.figure_en,
    raised.figure_pct,
    raised.usual_pct,
    raised.rests_on
from raised
inner join questions on questions.question_id = raised.question_id
