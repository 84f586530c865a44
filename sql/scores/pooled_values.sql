-- Numerators and denominators by body and side: a community's own, a street's pooled over its bodies of that side.
-- Grain: one indicator, body and side in one half-year. Key: indicator_id, half_year, body_code, part.
with measurements as (
    select * from scores.measurements
),

bodies as (
    select * from core.body_half_years
),

sided_measurements as (
    select
        measurements.*,
        bodies.street_code,
        bodies.body_level,
        bodies.charged_part as part
    from measurements
    inner join bodies
        on bodies.half_year = measurements.half_year
        and bodies.body_code = measurements.body_code
    where bodies.charged_part is not null
),

contributions as (
    select indicator_id, half_year, body_code, part, numerator, denominator, is_delivered
    from sided_measurements
    union all
    select indicator_id, half_year, street_code, part, numerator, denominator, is_delivered
    from sided_measurements
    where body_level in ('community', 'village')
        and is_pooled
        and street_code is not null
)

select
    indicator_id,
    half_year,
    body_code,
    part,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    bool_or(is_delivered) as is_delivered
from contributions
group by indicator_id, half_year, body_code, part
