-- How far a score and a rank reach in the middle 90 % of 1,000 draws, with the schemes' weights, the population figures, the
-- threshold for probable duplicates, or all of them varied.
-- zh: 变动分值、人口数、疑似重档的判定概率或全部，模拟 1000 次，成绩和名次在中间 90% 中的范围。
-- Grain: one ranked body and varied input in one half-year. Key: half_year, body_code, varied.
with rank_intervals as (
    {{ frozen_or_current('rank_intervals') }}
)

select
    half_year,
    body_code,
    varied,
    score_low,
    score_high,
    rank_best,
    rank_worst
from rank_intervals
