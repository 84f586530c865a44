-- How the ledgers and one other register overlap at each half-year's end, by street: co-managed women by ledgers and the
-- half-year's notice slips, floating women by ledgers and open inflow registrations. A woman stands in the stratum of her
-- file's class, else of the register that knows her, and in the street of her file, else where that register points.
-- Main women have no second register that could show them, and are not compared. A registration younger than the entry
-- days is not due in a ledger yet: a woman known by no other one is left out. Street ALL is the whole district.
-- zh: 各半年末台账与另一登记册按街道的重合：协管妇女对通报单，流动妇女对未注销的流入登记。主管类没有第二本登记册，
-- zh: 不作比较；登记未满入册期限而别处不知道的不计。ALL 为全区。
-- Grain: one stratum of one street, or ALL, in one half-year. Key: half_year, street_code, stratum.
with half_years as (
    select * from core.half_years
),

bodies as (
    select * from core.bodies where body_level in ('community', 'village')
),

files as (
    select
        half_years.half_year,
        files.person_key,
        min_by(bodies.street_code, files.body_level) as street_code,
        min_by(coalesce(files.management_class, ''), files.body_level) as management_class
    from half_years
    inner join core.files as files on files.as_of_date = half_years.ends_on
    inner join bodies
        on bodies.as_of_date = files.as_of_date
        and bodies.body_code = files.body_code
    where files.is_counted
    group by half_years.half_year, files.person_key
),

slips as (
    select slips.half_year, evidence.*
    from core.evidence as evidence
    inner join staging.slip_lines as slip_lines
        on slip_lines.delivery_no = evidence.delivery_no
        and slip_lines.sheet_no = evidence.sheet_no
        and slip_lines.row_no = evidence.row_no
    inner join staging.slips as slips on slips.slip_no = slip_lines.slip_no
    where evidence.source = 'slip_lines'
),

mentions as (
    select half_years.half_year, half_years.ends_on, slips.person_key, slips.body_code, slips.evidence_on,
        true as is_slip, false as is_due_registration
    from half_years
    inner join slips
        on slips.half_year = half_years.half_year
        and half_years.ends_on between slips.of_age_from and slips.of_age_to
    union all
    select half_years.half_year, half_years.ends_on, evidence.person_key, evidence.body_code, evidence.evidence_on,
        false, evidence.evidence_on + half_years.entry_days <= half_years.ends_on
    from half_years
    inner join core.evidence as evidence
        on evidence.source = 'float_registrations'
        and evidence.evidence_on <= half_years.ends_on
        and (evidence.ended_on is null or evidence.ended_on > half_years.ends_on)
        and half_years.ends_on between evidence.of_age_from and evidence.of_age_to
),

others as (
    select
        mentions.half_year,
        mentions.person_key,
        max_by(bodies.street_code, concat(mentions.evidence_on, bodies.body_code)) as street_code,
        bool_or(mentions.is_slip) as is_on_slip,
        bool_or(mentions.is_due_registration) as is_registered,
        not bool_or(mentions.is_slip or mentions.is_due_registration) as is_not_due
    from mentions
    inner join bodies
        on bodies.as_of_date = mentions.ends_on
        and bodies.body_code = mentions.body_code
    group by mentions.half_year, mentions.person_key
),

women as (
    select
        coalesce(files.half_year, others.half_year) as half_year,
        coalesce(files.street_code, others.street_code) as street_code,
        case
            when files.management_class = '2' then 'co_managed'
            when files.management_class = '3' then 'floating'
            when others.is_on_slip then 'co_managed'
            when others.is_registered then 'floating'
        end as stratum,
        files.person_key is not null as is_in_ledger,
        coalesce(others.is_on_slip, false) as is_on_slip,
        coalesce(others.is_registered, false) as is_registered
    from files
    full outer join others
        on others.half_year = files.half_year
        and others.person_key = files.person_key
    where not coalesce(others.is_not_due, false)
),

captures as (
    select
        half_year,
        street_code,
        stratum,
        is_in_ledger,
        case when stratum = 'co_managed' then is_on_slip else is_registered end as is_in_other
    from women
    where stratum is not null
)

select
    half_year,
    coalesce(street_code, 'ALL') as street_code,
    stratum,
    count(*) filter (where is_in_ledger) as in_ledger,
    count(*) filter (where is_in_other) as in_other,
    count(*) filter (where is_in_ledger and is_in_other) as in_both
from captures
group by grouping sets ((half_year, street_code, stratum), (half_year, stratum))
having street_code is not null or grouping(street_code) = 1
