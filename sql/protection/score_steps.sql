-- The way from 100 down to each score with the unrounded levels that no mart tells: what every indicator takes off, in
-- hundredths that add up on paper. Shown values are differences of rounded running sums: each is at most 0.01 from its own rounding, the points of a part sum
-- to the part's, and the steps of a body to 100 less its published score.
-- zh: 从100分到成绩的逐项扣减，含未公布的未舍入数；所列各数为舍入后的累计之差，相加恰为公布的成绩。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with indicator_values as (
    {{ frozen_or_current('indicator_values') }}
),

score_parts as (
    {{ frozen_or_current('score_parts') }}
),

scores as (
    {{ frozen_or_current('scores') }}
),

lines_in_force as (
    select half_years.half_year, scheme_lines.*
    from rules.scheme_lines as scheme_lines
    inner join core.half_years as half_years on half_years.scheme_from = scheme_lines.scheme_from
    where half_years.half_year not in (select half_year from frozen.scores)
    union all by name
    select * from frozen.scheme_lines
),

scheme_lines as (
    select *, min(scheme_line) over (partition by half_year, scheme_from, area_type, indicator_group) as group_no
    from lines_in_force
),

lines as (
    select
        indicator_values.half_year,
        indicator_values.body_code,
        indicator_values.part,
        scheme_lines.indicator_group,
        indicator_values.indicator_id,
        -- urban before rural, then as the scheme file has them, its groups together
        row_number() over (
            partition by indicator_values.half_year, indicator_values.body_code
            order by indicator_values.part desc, scheme_lines.group_no, scheme_lines.scheme_line, indicator_values.indicator_id
        ) as step_no,
        case when indicator_values.status <> 'not_applicable' then indicator_values.points end as points,
        indicator_values.points - indicator_values.points_won as points_lost,
        case when scores.score is not null
            then (indicator_values.points - indicator_values.points_won)
                * 100 / score_parts.applicable_points * score_parts.share
        end as score_lost
    from indicator_values
    inner join scores
        on scores.half_year = indicator_values.half_year
        and scores.body_code = indicator_values.body_code
    inner join score_parts
        on score_parts.half_year = indicator_values.half_year
        and score_parts.body_code = indicator_values.body_code
        and score_parts.part = indicator_values.part
    left join scheme_lines
        on scheme_lines.half_year = scores.half_year
        and scheme_lines.scheme_from = scores.scheme_from
        and scheme_lines.area_type = indicator_values.part
        and scheme_lines.indicator_id = indicator_values.indicator_id
),

running as (
    select
        *,
        coalesce(sum(points) over part_so_far, 0) as points_so_far,
        coalesce(sum(points_lost) over part_so_far, 0) as points_lost_so_far,
        100 - coalesce(sum(score_lost) over body_so_far, 0) as score_after
    from lines
    window
        part_so_far as (partition by half_year, body_code, part order by step_no rows unbounded preceding),
        body_so_far as (partition by half_year, body_code order by step_no rows unbounded preceding)
),

shown as (
    select
        *,
        points_lost_so_far - coalesce(points_lost, 0) as points_lost_before,
        score_after + coalesce(score_lost, 0) as score_before,
        {{ step('points_so_far - points', 'points_so_far') }} as shown_points,
        {{ step('points_lost_so_far - points_lost', 'points_lost_so_far') }} as shown_points_lost,
        {{ step('score_after', 'score_after + score_lost') }} as shown_score_lost
    from running
)

select
    half_year,
    body_code,
    part,
    step_no,
    indicator_group,
    indicator_id,
    points_lost_before,
    score_before,
    shown_points,
    round(shown_points - shown_points_lost, 2) as shown_points_won,
    shown_points_lost,
    shown_score_lost,
    case when score_lost is not null then {{ half_up('score_after') }} end as shown_score_after
from shown
