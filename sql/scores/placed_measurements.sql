-- Measurements on each basis: as counted; moved to today's bodies and units; and with this half-year's rates on the
-- denominators of the half-year before.
-- zh: 各种口径下的指标计数：照计；移到如今的辖区和单位；以及本期比率配上期应办数。
-- Grain: one indicator, body and source in one half-year on one basis.
-- Key: indicator_id, half_year, basis, body_code, source_code.
with measurements as (
    select * from scores.measurements
),

half_years as (
    select half_year, ends_on, lag(half_year) over (order by half_year) as previous_half_year
    from core.half_years
),

moves as (
    select half_years.half_year, successors.body_code, successors.body_code_today, successors.street_code_today
    from half_years
    inner join core.successors as successors on successors.as_of_date = half_years.ends_on
),

units as (
    select half_year, unit_code, street_code_today from core.unit_half_years
),

own_measurements as (
    select * exclude (basis) from measurements where basis is null or basis = 'own'
),

moved_measurements as (
    select
        measurements.* exclude (basis) replace (
            case
                when measurements.basis = 'today' then measurements.body_code
                when units.unit_code is not null then units.street_code_today
                when measurements.source_code <> measurements.body_code then sources.street_code_today
                else bodies.body_code_today
            end as body_code,
            case
                when measurements.source_code = measurements.body_code then coalesce(bodies.body_code_today, measurements.body_code)
                else coalesce(sources.body_code_today, measurements.source_code)
            end as source_code
        )
    from measurements
    left join moves as bodies
        on bodies.half_year = measurements.half_year
        and bodies.body_code = measurements.body_code
    left join moves as sources
        on sources.half_year = measurements.half_year
        and sources.body_code = measurements.source_code
    left join units
        on units.half_year = measurements.half_year
        and units.unit_code = measurements.source_code
    where measurements.basis is null or measurements.basis = 'today'
),

carried_measurements as (
    select
        previous.* replace (
            half_years.half_year as half_year,
            case
                when not now.is_delivered then 0
                when now.denominator > 0 then previous.denominator * now.numerator / now.denominator
                else previous.numerator
            end as numerator,
            coalesce(now.is_delivered, previous.is_delivered) as is_delivered
        )
    from half_years
    inner join own_measurements as previous on previous.half_year = half_years.previous_half_year
    left join own_measurements as now
        on now.half_year = half_years.half_year
        and now.indicator_id = previous.indicator_id
        and now.body_code = previous.body_code
        and now.source_code = previous.source_code
),

placed_measurements as (
    select *, 'own' as basis from own_measurements
    union all
    select *, 'today' from moved_measurements
    union all
    select *, 'previous' from carried_measurements
)

select
    indicator_id,
    half_year,
    basis,
    body_code,
    source_code,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    bool_or(is_delivered) as is_delivered,
    bool_or(is_pooled) as is_pooled
from placed_measurements
where body_code is not null
group by indicator_id, half_year, basis, body_code, source_code
