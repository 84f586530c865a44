-- Household pages of the ledger snapshots in force on the run's date: a page is a number within a community, its row the
-- last one that bears it.
-- zh: 运行日在用台账快照中的户页：页号在社区内唯一，取最后一行。
-- Grain: one page. Key: body_code, household_page_no.
with snapshots as (
    select snapshots.*
    from core.snapshots as snapshots
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

households as (
    select
        snapshots.snapshot_date,
        snapshots.as_of_date as run_date,
        ledger_households.community_code as body_code,
        ledger_households.household_page_no,
        ledger_households.delivery_no,
        ledger_households.sheet_no,
        ledger_households.row_no,
        count(*) over same_page as households,
        max(ledger_households.person_expected) over same_page as person_expected,
        row_number() over (same_page order by ledger_households.sheet_no desc, ledger_households.row_no desc)
            as lastness
    from snapshots
    inner join core.ledger_households as ledger_households
        on ledger_households.community_code = snapshots.community_code
        and ledger_households.as_of_date = snapshots.snapshot_date
    window same_page as (
        partition by ledger_households.community_code, ledger_households.household_page_no
    )
)

select
    body_code,
    household_page_no,
    run_date,
    snapshot_date,
    households,
    person_expected,
    delivery_no,
    sheet_no,
    row_no
from households
where lastness = 1
