-- For every point lost: the bodies, units or posts' bodies that fell short of the target, each with its share of the loss.
-- Grain: one indicator, body, part and source in one half-year. Key: half_year, body_code, part, indicator_id, source_code.
with lost_points as (
    {{ frozen_or_current('lost_points') }}
),

names as (
    select half_year, body_code as source_code, body_name as source_name, body_level as source_level
    from core.body_half_years
    union all
    select half_years.half_year, units.unit_code, min(units.unit_name), 'unit'
    from core.half_years as half_years
    inner join core.units as units
        on units.valid_from <= half_years.ends_on
        and (units.valid_to is null or units.valid_to > half_years.ends_on)
    group by half_years.half_year, units.unit_code
)

select
    lost_points.half_year,
    lost_points.body_code,
    lost_points.part,
    lost_points.indicator_id,
    lost_points.source_code,
    names.source_name,
    names.source_level,
    {{ settled('lost_points.points_lost') }} as points_lost,
    {{ settled('lost_points.score_lost') }} as score_lost
from lost_points
left join names
    on names.half_year = lost_points.half_year
    and names.source_code = lost_points.source_code
