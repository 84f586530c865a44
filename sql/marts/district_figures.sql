-- How many units, courtyards of communities and heads of these the district has at the end of the newest half-year.
-- zh: 最近半年末全区的公共单位、社区楼院和在任楼院长数。
-- Grain: one row. Key: half_year.
with newest as (
    select max(half_year) as half_year, max(ends_on) as ends_on from core.half_years
),

units as (
    select count(distinct units.unit_code) as units
    from core.units as units
    inner join newest
        on units.valid_from <= newest.ends_on
        and (units.valid_to is null or units.valid_to > newest.ends_on)
),

courtyard_heads as (
    select
        sum(coverage.denominator) as courtyards,
        sum(coverage.numerator) as courtyard_heads
    from indicators.courtyard_head_coverage_rate as coverage
    inner join newest on newest.half_year = coverage.half_year
    inner join core.body_half_years as bodies
        on bodies.half_year = coverage.half_year
        and bodies.body_code = coverage.body_code
    where bodies.body_level = 'community'
)

select
    newest.half_year,
    units.units,
    cast(courtyard_heads.courtyards as bigint) as courtyards,
    cast(courtyard_heads.courtyard_heads as bigint) as courtyard_heads
from newest
cross join units
cross join courtyard_heads
