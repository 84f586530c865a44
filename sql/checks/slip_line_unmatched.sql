-- A slip line in service, of the slips received for the newest half-year ended, that matches no co-managed file in the
-- addressed community on its last day. Charged to the unit's jurisdiction street.
-- Grain: one slip line. Key: delivery_no, sheet_no, row_no.
with newest_half_year as (
    select * from core.newest_half_year
),

slips as (
    select * from staging.slips where delivered_on is not null
),

slip_lines as (
    select * from staging.slip_lines where employment_status = '1'
),

files as (
    select distinct half_year, body_code, person_key from core.class_two_files
)

select
    unit_streets.street_code as body_code,
    slip_lines.delivery_no,
    slip_lines.sheet_no,
    slip_lines.row_no,
    slips.slip_no as subject_code,
    slip_lines.person_key,
    slips.half_year as period
from newest_half_year
inner join slips on slips.half_year = newest_half_year.half_year
inner join slip_lines on slip_lines.slip_no = slips.slip_no
left join core.unit_streets as unit_streets
    on unit_streets.unit_code = slips.unit_code
    and unit_streets.valid_from <= newest_half_year.ends_on
    and (unit_streets.valid_to is null or unit_streets.valid_to > newest_half_year.ends_on)
left join files
    on files.half_year = slips.half_year
    and files.body_code = slips.community_code
    and files.person_key = slip_lines.person_key
where files.person_key is null
