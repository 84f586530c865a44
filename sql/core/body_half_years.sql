-- Bodies assessed for each half-year, as in force on its last day, with the settings of that day.
-- `charged_part` is the side that unit- and street-charged indicators belong to: urban where a street has one.
-- zh: 各半年受考核的辖区（以半年末日在册为准）及当日的设置；charged_part 是由单位、
-- zh: 街道承担的指标所归的一侧，有城市一侧的归城市。
-- Grain: one body in one half-year. Key: half_year, body_code.
with half_years as (
    select * from core.half_years
),

bodies as (
    select * from core.bodies
),

ledgers as (
    select as_of_date, community_code from core.snapshots
),

street_sides as (
    select
        as_of_date,
        street_code,
        bool_or(area_type = 'urban') as has_urban_side,
        bool_or(area_type = 'rural') as has_rural_side
    from bodies
    where body_level in ('community', 'village')
    group by as_of_date, street_code
)

select
    half_years.half_year,
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    case
        when bodies.body_level in ('community', 'village') then bodies.area_type
        when street_sides.has_urban_side and street_sides.has_rural_side then 'mixed'
        when street_sides.has_urban_side then 'urban'
        when street_sides.has_rural_side then 'rural'
    end as scheme,
    case
        when bodies.body_level in ('community', 'village') then bodies.area_type
        when street_sides.has_urban_side then 'urban'
        when street_sides.has_rural_side then 'rural'
    end as charged_part,
    ledgers.community_code is not null as has_ledger,
    bodies.valid_from,
    half_years.starts_on,
    half_years.ends_on,
    half_years.slip_deadline_on,
    half_years.is_final,
    half_years.scheme_from,
    half_years.entry_days,
    half_years.handover_days,
    half_years.acknowledgement_days,
    half_years.monthly_report_day,
    half_years.certificate_check_days,
    half_years.deputy_director_wage_yuan,
    half_years.courtyard_head_allowance_yuan,
    half_years.ranked_points_from
from half_years
inner join bodies on bodies.as_of_date = half_years.ends_on
left join ledgers
    on ledgers.as_of_date = half_years.ends_on
    and ledgers.community_code = bodies.body_code
left join street_sides
    on street_sides.as_of_date = half_years.ends_on
    and street_sides.street_code = bodies.body_code
