-- Slip lines that match exactly one co-managed file in the addressed community, of the lines of the half-year's slips
-- received.
-- Charged to the unit's jurisdiction street.
with streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

files as (
    select half_year, body_code, person_key, count(*) as files
    from core.class_two_files
    group by half_year, body_code, person_key
),

lines as (
    select
        units.half_year,
        units.street_code,
        units.unit_code,
        coalesce(files.files = 1, false) as is_matched
    from staging.slips as slips
    inner join staging.slip_lines as slip_lines on slip_lines.slip_no = slips.slip_no
    inner join core.unit_half_years as units
        on units.half_year = slips.half_year
        and units.unit_code = slips.unit_code
    left join files
        on files.half_year = slips.half_year
        and files.body_code = slips.community_code
        and files.person_key = slip_lines.person_key
    where slips.delivered_on is not null
),

unit_lines as (
    select half_year, street_code, unit_code, count(*) filter (where is_matched) as matched_lines, count(*) as lines
    from lines
    group by half_year, street_code, unit_code
),

units_with_slips_due as (
    select distinct half_year, street_code, unit_code from core.expected_slips
),

units as (
    select half_year, street_code, unit_code from unit_lines
    union
    select half_year, street_code, unit_code from units_with_slips_due
)

select
    streets.half_year,
    streets.body_code,
    coalesce(units.unit_code, streets.body_code) as source_code,
    coalesce(unit_lines.matched_lines, 0) as numerator,
    coalesce(unit_lines.lines, 0) as denominator,
    units.unit_code is null or unit_lines.lines is not null as is_delivered
from streets
left join units
    on units.half_year = streets.half_year
    and units.street_code = streets.body_code
left join unit_lines
    on unit_lines.half_year = units.half_year
    and unit_lines.street_code = units.street_code
    and unit_lines.unit_code = units.unit_code
