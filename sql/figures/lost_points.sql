-- Points lost by indicator, shared over the bodies, units or posts that fell short of the target, each by what it is short
-- of: the shares of one indicator sum to its points lost, all of a body to 100 less its score.
-- What did not arrive falls on those who did not send it.
-- zh: 各指标所失的分，按离目标的差额分摊到未达标的辖区、单位或岗位：一项指标之和等于所失的分，
-- zh: 一个辖区之和等于100减成绩；没有报送的由该报的承担。
-- Grain: one indicator, body, side and source in one half-year, under its own scheme.
-- Key: half_year, body_code, part, indicator_id, source_code.
with indicator_values as (
    select * from figures.indicator_values where points_won < points
),

contributions as (
    select * from scores.contributions where basis = 'own'
),

score_parts as (
    select * from figures.score_parts
),

shortfalls as (
    select
        indicator_values.half_year,
        indicator_values.body_code,
        indicator_values.part,
        indicator_values.indicator_id,
        contributions.source_code,
        contributions.numerator,
        contributions.denominator,
        indicator_values.points - indicator_values.points_won as points_lost,
        case
            when indicator_values.status = 'no_data' then cast(contributions.is_delivered is false as integer)
            when indicator_values.target_pct > indicator_values.zero_pct
                then greatest(contributions.denominator * indicator_values.target_pct / 100 - contributions.numerator, 0)
            else greatest(contributions.numerator - contributions.denominator * indicator_values.target_pct / 100, 0)
        end as short_by
    from indicator_values
    inner join contributions
        on contributions.half_year = indicator_values.half_year
        and contributions.body_code = indicator_values.body_code
        and contributions.part = indicator_values.part
        and contributions.indicator_id = indicator_values.indicator_id
),

shares as (
    select
        *,
        points_lost * short_by / nullif(sum(short_by) over (
            partition by half_year, body_code, part, indicator_id
        ), 0) as source_points_lost
    from shortfalls
),

names as (
    select half_year, body_code as source_code, body_name as source_name, body_level as source_level
    from scores.bodies
    where basis = 'own'
    union all
    select half_years.half_year, units.unit_code, min(units.unit_name), 'unit'
    from core.half_years as half_years
    inner join core.units as units
        on units.valid_from <= half_years.ends_on
        and (units.valid_to is null or units.valid_to > half_years.ends_on)
    group by half_years.half_year, units.unit_code
)

select
    shares.half_year,
    shares.body_code,
    shares.part,
    shares.indicator_id,
    shares.source_code,
    names.source_name,
    names.source_level,
    shares.numerator,
    shares.denominator,
    shares.short_by,
    shares.source_points_lost as points_lost,
    shares.source_points_lost * 100 / score_parts.applicable_points * score_parts.share as score_lost
from shares
inner join score_parts
    on score_parts.half_year = shares.half_year
    and score_parts.body_code = shares.body_code
    and score_parts.part = shares.part
left join names
    on names.half_year = shares.half_year
    and names.source_code = shares.source_code
where shares.short_by > 0
