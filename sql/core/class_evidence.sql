-- Files on each half-year's last day and on the run's date, with the evidence that their management class needs:
-- 1 no current unit; 2 a unit and a certificate of that woman and community in force; 3 an open inflow registration of
-- hers; 4 nothing, but in villages only.
-- Grain: one file on one date. Key: as_of_date, delivery_no, sheet_no, row_no.
with dates as (
    select ends_on as as_of_date from core.half_years
    union
    select as_of_date from rules.run
),

files as (
    select files.*
    from core.files as files
    inner join dates on dates.as_of_date = files.as_of_date
),

certified as (
    select distinct dates.as_of_date, certificates.person_key, certificates.community_code
    from dates
    inner join staging.certificates as certificates
        on certificates.issued_on <= dates.as_of_date
        and (certificates.valid_to is null or certificates.valid_to >= dates.as_of_date)
        and (certificates.revoked_on is null or certificates.revoked_on > dates.as_of_date)
),

registered as (
    select distinct dates.as_of_date, float_registrations.person_key
    from dates
    inner join staging.float_registrations as float_registrations
        on float_registrations.registered_on <= dates.as_of_date
        and (float_registrations.left_on is null or float_registrations.left_on > dates.as_of_date)
    where float_registrations.direction = '1'
)

select
    files.as_of_date,
    files.delivery_no,
    files.sheet_no,
    files.row_no,
    files.person_key,
    files.body_code,
    files.management_class,
    certified.person_key is not null as has_certificate,
    case files.management_class
        when '1' then coalesce(files.employment_status, '') <> '1'
        when '2' then files.unit_code is not null and certified.person_key is not null
        when '3' then registered.person_key is not null
        when '4' then files.body_level = 'village'
        else false
    end as is_evidenced
from files
left join certified
    on certified.as_of_date = files.as_of_date
    and certified.person_key = files.person_key
    and certified.community_code = files.body_code
left join registered
    on registered.as_of_date = files.as_of_date
    and registered.person_key = files.person_key
