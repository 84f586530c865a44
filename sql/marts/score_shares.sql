-- What each part gives to the score, as it is shown: its population share of 100, less what the part lost.
-- The shares of a body sum to 100, and what its parts give to its published score.
-- zh: 城区、农村两部分各给成绩多少：人口占比乘 100，减去该部分的失分；两部分相加等于公布的成绩。
-- Grain: one part of a body's score in one half-year. Key: half_year, body_code, part.
with score_parts as (
    {{ frozen_or_current('score_parts') }}
),

score_steps as (
    select * from marts.score_steps
),

lost as (
    select
        half_year,
        body_code,
        part,
        sum(shown_points) as shown_points,
        sum(shown_points_won) as shown_points_won,
        sum(shown_points_lost) as shown_points_lost,
        sum(shown_score_lost) as shown_score_lost
    from score_steps
    group by half_year, body_code, part
),

shares as (
    select
        *,
        100 * sum(share) over (
            partition by half_year, body_code order by part desc rows unbounded preceding
        ) as shares_so_far
    from score_parts
),

shown_shares as (
    select
        *,
        {{ step('shares_so_far - 100 * share', 'shares_so_far') }} as shown_score_most
    from shares
)

select
    lost.half_year,
    lost.body_code,
    lost.part,
    round(lost.shown_points, 2) as shown_points,
    round(lost.shown_points_won, 2) as shown_points_won,
    round(lost.shown_points_lost, 2) as shown_points_lost,
    shown_shares.shown_score_most,
    round(lost.shown_score_lost, 2) as shown_score_lost,
    round(shown_shares.shown_score_most - lost.shown_score_lost, 2) as shown_score_given
from lost
inner join shown_shares
    on shown_shares.half_year = lost.half_year
    and shown_shares.body_code = lost.body_code
    and shown_shares.part = lost.part
