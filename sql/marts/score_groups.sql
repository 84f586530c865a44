-- Points and score by group of indicators, as they are shown: the sums of the group's indicators.
-- zh: 按指标类凑整后的分值和得分，等于类内各指标之和。
-- Grain: one indicator group, body and part in one half-year. Key: half_year, body_code, part, indicator_group.
with score_steps as (
    select * from marts.score_steps
)

select
    half_year,
    body_code,
    part,
    indicator_group,
    min(step_no) as step_no,
    round(sum(shown_points), 2) as shown_points,
    round(sum(shown_points_won), 2) as shown_points_won,
    round(sum(shown_points_lost), 2) as shown_points_lost,
    round(sum(shown_score_lost), 2) as shown_score_lost,
    min(shown_score_after) as shown_score_after
from score_steps
group by half_year, body_code, part, indicator_group
