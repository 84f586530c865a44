-- Sheets that have landed since a half-year was frozen: what its figures then could not rest on. Of ledger sheets only those
-- that stand for a snapshot dated by its end: others cannot have changed it.
-- zh: 冻结之后到达的表，冻结的数不可能依据它们；台账只列其日期在半年末以前且被采用的。
-- Grain: one contract table in one delivery, for one frozen half-year. Key: half_year, table_name, delivery_no.
with half_years as (
    select half_years.half_year, current.ends_on
    from frozen.half_years as half_years
    inner join core.half_years as current on current.half_year = half_years.half_year
),

inputs as (
    select half_year, sha256 from frozen.inputs
),

deliveries as (
    select delivery_no, sha256 from landing.deliveries where status = 'landed'
),

sheets as (
    select distinct delivery_no, table_name from landing.sheet_rows
),

standing_ledgers as (
    select delivery_no, table_name, min(snapshot_date) as snapshot_date
    from core.ledger_deliveries
    group by delivery_no, table_name
)

select
    half_years.half_year,
    sheets.table_name,
    deliveries.delivery_no
from half_years
cross join deliveries
inner join sheets on sheets.delivery_no = deliveries.delivery_no
left join inputs
    on inputs.half_year = half_years.half_year
    and inputs.sha256 = deliveries.sha256
left join standing_ledgers
    on standing_ledgers.delivery_no = sheets.delivery_no
    and standing_ledgers.table_name = sheets.table_name
where inputs.sha256 is null
    and (
        standing_ledgers.snapshot_date <= half_years.ends_on
        or sheets.table_name not in (select table_name from standing_ledgers)
    )
