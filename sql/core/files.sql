-- Files of married women of childbearing age on every measured date; `is_counted` marks the one that counts a woman
-- among all of hers at one level of bodies.
-- zh: 各计量日已婚育龄妇女的档案；is_counted 标出计入该妇女的那一份。
-- Grain: one file on one date. Key: as_of_date, delivery_no, sheet_no, row_no.
with snapshots as (
    select * from core.snapshots
),

ledger_persons as (
    select * from core.ledger_persons
),

childbearing_ages as (
    select * from core.childbearing_ages where table_name = 'ledger_persons'
),

pages as (
    select
        community_code,
        as_of_date as snapshot_date,
        household_page_no,
        bool_and(occupancy_status = '5') as is_hukou_only,
        max(updated_on) as page_updated_on
    from core.ledger_households
    group by community_code, as_of_date, household_page_no
),

women as (
    select
        ledger_persons.*,
        childbearing_ages.of_age_from,
        childbearing_ages.of_age_to,
        coalesce(pages.is_hukou_only, false) as is_hukou_only,
        pages.page_updated_on
    from ledger_persons
    inner join childbearing_ages
        on childbearing_ages.delivery_no = ledger_persons.delivery_no
        and childbearing_ages.sheet_no = ledger_persons.sheet_no
        and childbearing_ages.row_no = ledger_persons.row_no
    left join pages
        on pages.community_code = ledger_persons.community_code
        and pages.snapshot_date = ledger_persons.as_of_date
        and pages.household_page_no = ledger_persons.household_page_no
    where ledger_persons.ever_married
),

files as (
    select
        snapshots.as_of_date,
        snapshots.body_level,
        snapshots.snapshot_date,
        women.* exclude (as_of_date)
    from snapshots
    inner join women
        on women.community_code = snapshots.community_code
        and women.as_of_date = snapshots.snapshot_date
        and snapshots.as_of_date between women.of_age_from and women.of_age_to
        and (women.file_opened_on is null or women.file_opened_on <= snapshots.as_of_date)
        and (women.file_closed_on is null or women.file_closed_on > snapshots.as_of_date)
)

select
    as_of_date,
    delivery_no,
    sheet_no,
    row_no,
    person_key,
    community_code as body_code,
    body_level,
    household_page_no,
    snapshot_date,
    management_class,
    employment_status,
    unit_code,
    certificate_no,
    file_opened_on,
    is_hukou_only,
    residence_split_flag,
    hukou_division_code,
    page_updated_on,
    count(*) over same_woman as files,
    row_number() over (same_woman order by {{ counted_first('community_code') }}) = 1 as is_counted
from files
window same_woman as (partition by as_of_date, person_key, body_level)
