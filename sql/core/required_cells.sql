-- How many cells the contracts require of the ledger rows in force at each half-year's end, and how many are filled:
-- household rows, and person rows not closed; an invalid cell is blank. `management_class` splits the persons' rows.
-- zh: 各半年末在用台账各行按合同必填的单元格数和已填数：户行和未销档的人员行，无效的算空；人员行按管理类别分列。
-- Grain: one body, sheet and class at one half-year's end. Key: as_of_date, body_code, table_name, management_class.
with half_years as (
    select * from core.half_years
),

snapshots as (
    select snapshots.*
    from core.snapshots as snapshots
    inner join half_years on half_years.ends_on = snapshots.as_of_date
),

files as (
    select as_of_date, delivery_no, sheet_no, row_no from core.files
),

open_persons as (
    select
        snapshots.as_of_date as measured_on,
        ledger_persons.*,
        files.row_no is not null as is_file
    from snapshots
    inner join core.ledger_persons as ledger_persons
        on ledger_persons.community_code = snapshots.community_code
        and ledger_persons.as_of_date = snapshots.snapshot_date
    left join files
        on files.as_of_date = snapshots.as_of_date
        and files.delivery_no = ledger_persons.delivery_no
        and files.sheet_no = ledger_persons.sheet_no
        and files.row_no = ledger_persons.row_no
    where ledger_persons.file_closed_on is null or ledger_persons.file_closed_on > snapshots.as_of_date
),

households as (
    select
        snapshots.as_of_date as measured_on,
        ledger_households.*
    from snapshots
    inner join core.ledger_households as ledger_households
        on ledger_households.community_code = snapshots.community_code
        and ledger_households.as_of_date = snapshots.snapshot_date
)

select
    measured_on as as_of_date,
    community_code as body_code,
    'ledger_persons' as table_name,
    case when is_file then management_class end as management_class,
    sum({{ required_cells('ledger_persons') }}) as required_cells,
    sum({{ filled_cells('ledger_persons') }}) as filled_cells
from open_persons
group by measured_on, community_code, case when is_file then management_class end
union all
select
    measured_on,
    community_code,
    'ledger_households',
    null,
    sum({{ required_cells('ledger_households') }}),
    sum({{ filled_cells('ledger_households') }})
from households
group by measured_on, community_code
