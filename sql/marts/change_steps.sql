-- The way from the score given the half-year before to this one, in four steps that add up on paper: each is the difference
-- of the rounded levels before and after it.
-- zh: 从上半年当时的成绩到本期成绩的四步，每步都是前后两个凑整成绩之差，相加即得。
-- Grain: one step of a body's change in one half-year. Key: half_year, body_code, step_no.
with score_changes as (
    select * from marts.score_changes where score_change is not null
),

steps as (
    select half_year, previous_half_year, body_code, score_given, 1 as step_no, 'corrected_records' as cause, corrected_records as change
    from score_changes
    union all
    select half_year, previous_half_year, body_code, score_given, 2, 'scheme_change', scheme_change from score_changes
    union all
    select half_year, previous_half_year, body_code, score_given, 3, 'performance', performance from score_changes
    union all
    select half_year, previous_half_year, body_code, score_given, 4, 'denominators', denominators from score_changes
),

running as (
    select
        *,
        score_given + sum(change) over (
            partition by half_year, body_code order by step_no rows unbounded preceding
        ) as score_after
    from steps
)

select
    half_year,
    previous_half_year,
    body_code,
    step_no,
    cause,
    {{ half_up('score_after - change') }} as shown_score_before,
    {{ step('score_after - change', 'score_after') }} as shown_change,
    {{ half_up('score_after') }} as shown_score_after
from running
