-- For every point lost: the bodies, units or posts' bodies that fell short of the target, each with its share of the loss.
-- The shown values of one indicator's sources sum to what the indicator is shown to have lost; where its counts are withheld
-- the others have two decimals too.
-- zh: 每一分失在哪里：距满分值有差额的辖区、单位或岗位所在辖区各分摊多少，相加等于该指标的失分。
-- Grain: one indicator, body, part and source in one half-year. Key: half_year, body_code, part, indicator_id, source_code.
with lost_points as (
    {{ frozen_or_current('lost_points') }}
),

score_steps as (
    select * from protection.score_steps
),

indicator_values as (
    select half_year, body_code, part, indicator_id, is_suppressed from protection.indicator_values
),

running as (
    select
        lost_points.*,
        indicator_values.is_suppressed,
        score_steps.points_lost_before + sum(lost_points.points_lost) over so_far as points_so_far,
        score_steps.score_before - sum(lost_points.score_lost) over so_far as score_after
    from lost_points
    inner join score_steps
        on score_steps.half_year = lost_points.half_year
        and score_steps.body_code = lost_points.body_code
        and score_steps.part = lost_points.part
        and score_steps.indicator_id = lost_points.indicator_id
    inner join indicator_values
        on indicator_values.half_year = lost_points.half_year
        and indicator_values.body_code = lost_points.body_code
        and indicator_values.part = lost_points.part
        and indicator_values.indicator_id = lost_points.indicator_id
    window so_far as (
        partition by lost_points.half_year, lost_points.body_code, lost_points.part, lost_points.indicator_id
        order by {{ settled('lost_points.points_lost') }} desc, lost_points.source_code
        rows unbounded preceding
    )
)

select
    running.half_year,
    running.body_code,
    running.part,
    running.indicator_id,
    running.source_code,
    running.source_name,
    running.source_level,
    case
        when running.is_suppressed then {{ half_up('running.points_lost') }}
        else {{ settled('running.points_lost') }}
    end as points_lost,
    case
        when running.is_suppressed then {{ half_up('running.score_lost') }}
        else {{ settled('running.score_lost') }}
    end as score_lost,
    {{ step('running.points_so_far - running.points_lost', 'running.points_so_far') }} as shown_points_lost,
    {{ step('running.score_after', 'running.score_after + running.score_lost') }} as shown_score_lost
from running
