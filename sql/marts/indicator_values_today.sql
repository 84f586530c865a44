-- What every indicator came to for the streets as they are bounded today, under the half-year's own scheme, as known now:
-- communities and units are followed to the street in which they lie today. To two decimals, and without numerators and
-- denominators: less those of the streets of then, they would be the counts of the few bodies that moved.
-- `shown_score_lost` sums to 100 less the street's score within today's boundaries in `scores_by_scheme`.
-- zh: 按现行区划归并到今天的街道、按当期方案计算的各项指标值和得分，两位小数；不列分子分母，以免与当时街道的相减而露出划走的少数单位。
-- Grain: one indicator, street and part in one half-year. Key: half_year, body_code, part, indicator_id.
with indicator_values as (
    select * from scores.indicator_values where basis = 'today'
),

score_parts as (
    select * from scores.score_parts where basis = 'today'
),

body_scores as (
    select * from scores.body_scores
    where basis = 'today'
        and is_own_scheme
        and body_level in ('street', 'town')
),

scheme_lines as (
    select *, min(scheme_line) over (partition by scheme_from, area_type, indicator_group) as group_no
    from rules.scheme_lines
),

steps as (
    select
        indicator_values.*,
        body_scores.body_name,
        scheme_lines.indicator_group,
        row_number() over (
            partition by indicator_values.half_year, indicator_values.body_code
            order by indicator_values.part desc, scheme_lines.group_no, scheme_lines.scheme_line, indicator_values.indicator_id
        ) as step_no,
        case when body_scores.score is not null
            then (indicator_values.points - indicator_values.points_won)
                * 100 / score_parts.applicable_points * score_parts.share
        end as score_lost
    from indicator_values
    inner join body_scores
        on body_scores.half_year = indicator_values.half_year
        and body_scores.body_code = indicator_values.body_code
        and body_scores.scheme_from = indicator_values.scheme_from
    inner join score_parts
        on score_parts.half_year = indicator_values.half_year
        and score_parts.scheme_from = indicator_values.scheme_from
        and score_parts.body_code = indicator_values.body_code
        and score_parts.part = indicator_values.part
    inner join scheme_lines
        on scheme_lines.scheme_from = indicator_values.scheme_from
        and scheme_lines.area_type = indicator_values.part
        and scheme_lines.indicator_id = indicator_values.indicator_id
),

running as (
    select
        *,
        100 - coalesce(sum(score_lost) over (
            partition by half_year, body_code order by step_no rows unbounded preceding
        ), 0) as score_after
    from steps
)

select
    half_year,
    body_code,
    body_name,
    part,
    indicator_id,
    indicator_group,
    step_no,
    {{ half_up('value_pct') }} as value_pct,
    {{ half_up('points_won') }} as points_won,
    points,
    {{ step('score_after', 'score_after + score_lost') }} as shown_score_lost,
    status
from running
