-- The way from 100 down to each score: what every indicator takes off, in hundredths that add up on paper.
-- Shown values are differences of rounded running sums: each is at most 0.01 from its own rounding, the points of a part sum
-- to the part's, and the steps of a body to 100 less its published score.
-- zh: 从 100 分到成绩的每一步：各指标扣去多少，凑整后相加等于 100 减成绩。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with score_steps as (
    select * from protection.score_steps
)

select
    half_year,
    body_code,
    part,
    step_no,
    indicator_group,
    indicator_id,
    shown_points,
    shown_points_won,
    shown_points_lost,
    shown_score_lost,
    shown_score_after
from score_steps
