-- A required cell of an accepted row (R, or C whose condition holds) that is blank or became null; of ledgers, in the
-- snapshots in force. Charged to the body of the row.
-- Grain: one cell. Key: delivery_no, sheet_no, row_no, column_name.
with snapshots as (
    select snapshots.*
    from core.snapshots as snapshots
    inner join rules.run as run on run.as_of_date = snapshots.as_of_date
),

ledger_buildings as (
    select ledger_buildings.*
    from core.ledger_buildings as ledger_buildings
    inner join snapshots
        on snapshots.community_code = ledger_buildings.community_code
        and snapshots.snapshot_date = ledger_buildings.as_of_date
),

ledger_households as (
    select ledger_households.*
    from core.ledger_households as ledger_households
    inner join snapshots
        on snapshots.community_code = ledger_households.community_code
        and snapshots.snapshot_date = ledger_households.as_of_date
),

ledger_persons as (
    select
        ledger_persons.*,
        files.row_no is not null as is_file
    from core.ledger_persons as ledger_persons
    inner join snapshots
        on snapshots.community_code = ledger_persons.community_code
        and snapshots.snapshot_date = ledger_persons.as_of_date
    left join core.files as files
        on files.as_of_date = snapshots.as_of_date
        and files.delivery_no = ledger_persons.delivery_no
        and files.sheet_no = ledger_persons.sheet_no
        and files.row_no = ledger_persons.row_no
),

rulings as (
    select
        rulings.*,
        exists (
            select 1
            from core.units as units
            where units.unit_code = rulings.subject_code
                and units.is_second_level
                and units.valid_from <= rulings.ruled_on
                and (units.valid_to is null or units.valid_to > rulings.ruled_on)
        ) as is_second_level_unit
    from staging.rulings as rulings
),

blank_cells as (
    {{ every_blank_cell(['ledger_buildings', 'ledger_households', 'ledger_persons', 'rulings']) }}
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    column_name,
    subject_code
from blank_cells
where column_name is not null
