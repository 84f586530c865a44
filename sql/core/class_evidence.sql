-- Files on each half-year's last day and on the run's date, with the evidence that their management class needs:
-- 1 no current unit; 2 a unit and a certificate of that woman and community in force; 3 an open inflow registration of
-- hers; 4 nothing, but in villages only.
-- Where evidence speaks for several classes it says the declared one, else floating before co_managed before main.
-- zh: 各半年末日和运行日的档案，及其管理类别所需的依据：主管类为目前无单位；
-- zh: 协管类为有单位且有该妇女在该社区的有效管理证明；流动类为有未注销的流入登记；村管类只限于村。几类都有依据时，
-- zh: 以所报类别为先，再依次为流动、协管、主管。
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
),

classes as (
    select code, label_en from rules.codes where list_name = 'management_class'
),

evidence as (
    select
        files.*,
        classes.label_en,
        certified.person_key is not null as has_certificate,
        coalesce(files.employment_status, '') <> '1' as is_main,
        files.unit_code is not null and certified.person_key is not null as is_co_managed,
        registered.person_key is not null as is_floating
    from files
    left join classes on classes.code = files.management_class
    left join certified
        on certified.as_of_date = files.as_of_date
        and certified.person_key = files.person_key
        and certified.community_code = files.body_code
    left join registered
        on registered.as_of_date = files.as_of_date
        and registered.person_key = files.person_key
),

judged_files as (
    select
        *,
        case management_class
            when '1' then is_main
            when '2' then is_co_managed
            when '3' then is_floating
            when '4' then body_level = 'village'
            else false
        end as is_evidenced
    from evidence
)

select
    as_of_date,
    delivery_no,
    sheet_no,
    row_no,
    person_key,
    body_code,
    body_level,
    is_counted,
    management_class,
    has_certificate,
    is_evidenced,
    case
        when is_evidenced then label_en
        when is_floating then 'floating'
        when is_co_managed then 'co_managed'
        when is_main then 'main'
        else 'none'
    end as evidenced_class
from judged_files
