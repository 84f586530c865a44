-- What every indicator counted and won as it may be published: of those that count persons the rates alone, to two decimals,
-- but where the class counts tell the denominator anyway: where they withhold it, it is withheld here too.
-- Where they tell it nowhere it is withheld whether small or not, so that a district with all counts of a register so many
-- times as large publishes the same, and the withholding itself says nothing.
-- zh: 可以公布的指标计数和得分：计人的指标只公布比率（两位小数），分类人数已能说明分母的除外；分类人数隐去之处，
-- zh: 此处也隐去。分类人数从不说明分母的，不论大小一律隐去，因此隐去本身不透露什么。
-- Grain: one indicator, body and part in one half-year. Key: half_year, body_code, part, indicator_id.
with indicator_values as (
    {{ frozen_or_current('indicator_values') }}
),

indicators as (
    select * from rules.indicators where persons <> ''
),

bodies as (
    select half_year, body_code, body_level from core.body_half_years
),

withheld_files as (
    select half_year, body_code, persons from protection.withheld_files
),

judged as (
    select
        indicator_values.*,
        indicators.persons is not null and (
            withheld_files.persons is not null
            or not (
                indicators.denominator_told = 'bodies'
                or (
                    indicators.denominator_told = 'communities'
                    and coalesce(bodies.body_level, '') not in ('street', 'town')
                )
            )
        ) as is_suppressed
    from indicator_values
    left join indicators on indicators.indicator_id = indicator_values.indicator_id
    left join bodies
        on bodies.half_year = indicator_values.half_year
        and bodies.body_code = indicator_values.body_code
    left join withheld_files
        on withheld_files.half_year = indicator_values.half_year
        and withheld_files.body_code = indicator_values.body_code
        and withheld_files.persons = indicators.persons
)

select
    half_year,
    body_code,
    part,
    indicator_id,
    case when not is_suppressed then {{ settled('numerator') }} end as numerator,
    case when not is_suppressed then {{ settled('denominator') }} end as denominator,
    case when is_suppressed then {{ half_up('value_pct') }} else {{ settled('value_pct') }} end as value_pct,
    case when is_suppressed then {{ half_up('points_won') }} else {{ settled('points_won') }} end as points_won,
    points,
    status,
    is_suppressed
from judged
