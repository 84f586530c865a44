-- Separations whose handover was received (else handed on) within the handover days, of the separations of the half-year
-- whose days have elapsed at its end; each woman once. No reported separation: not applicable, never full marks.
-- Charged to the unit's jurisdiction street.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

separations as (
    select * from core.separations
)

select
    streets.half_year,
    streets.body_code,
    coalesce(separations.unit_code, streets.body_code) as source_code,
    count(*) filter (
        where separations.handed_over_on <= separations.separated_on + streets.handover_days
    ) as numerator,
    count(separations.person_key) as denominator
from streets
left join separations
    on separations.half_year = streets.half_year
    and separations.street_code = streets.body_code
    and separations.separated_on + streets.handover_days <= streets.ends_on
group by streets.half_year, streets.body_code, separations.unit_code
