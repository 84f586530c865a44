-- A household page with fewer person rows than expected; `amount` is how many are missing. Rows not closed count, and
-- rows held back too where their page number can be read. Charged to the community or village.
-- Grain: one page. Key: body_code, subject_code.
with household_pages as (
    select * from core.household_pages
),

held_back_rows as (
    select persons.*
    from landing.quarantined_rows as quarantined_rows
    inner join l1.identified.ledger_persons as persons
        on persons.delivery_no = quarantined_rows.delivery_no
        and persons.sheet_no = quarantined_rows.sheet_no
        and persons.row_no = quarantined_rows.row_no
    inner join core.ledger_deliveries as ledger_deliveries
        on ledger_deliveries.community_code = persons.community_code
        and ledger_deliveries.snapshot_date = persons.as_of_date
        and ledger_deliveries.delivery_no = persons.delivery_no
        and ledger_deliveries.table_name = quarantined_rows.table_name
    where quarantined_rows.table_name = 'ledger_persons'
),

person_rows as (
    select community_code, as_of_date, household_page_no, file_closed_on from core.ledger_persons
    union all
    select community_code, as_of_date, household_page_no, file_closed_on from held_back_rows
),

open_rows as (
    select
        household_pages.body_code,
        household_pages.household_page_no,
        count(*) as persons
    from household_pages
    inner join person_rows
        on person_rows.community_code = household_pages.body_code
        and person_rows.as_of_date = household_pages.snapshot_date
        and person_rows.household_page_no = household_pages.household_page_no
    where person_rows.file_closed_on is null
        or person_rows.file_closed_on > household_pages.run_date
    group by household_pages.body_code, household_pages.household_page_no
)

select
    household_pages.body_code,
    household_pages.delivery_no,
    household_pages.sheet_no,
    household_pages.row_no,
    'person_expected' as column_name,
    household_pages.household_page_no as subject_code,
    household_pages.person_expected - coalesce(open_rows.persons, 0) as amount
from household_pages
left join open_rows
    on open_rows.body_code = household_pages.body_code
    and open_rows.household_page_no = household_pages.household_page_no
where household_pages.person_expected > coalesce(open_rows.persons, 0)
