-- On which measured dates the woman of a source row is of childbearing age; beside the age bands the only
-- model that reads birth dates.
-- Birth dates stay in layer 1: what is kept is the first and the last measured date inside the ages.
-- zh: 来源行中的妇女在哪些计量日处于育龄；只有这张表读出生日期，出生日期留在第一层，这里只存育龄内的首末两个计量日。
-- Grain: one source row of a woman. Key: table_name, delivery_no, sheet_no, row_no.
with run as (
    select as_of_date from rules.run
),

dates as (
    select * from core.as_of_dates
),

source_rows as (
    select 'ledger_persons' as table_name, delivery_no, sheet_no, row_no, citizen_id, sex, birth_date
    from l1.identified.ledger_persons
    union all
    select 'float_registrations', delivery_no, sheet_no, row_no, citizen_id, sex, birth_date
    from l1.identified.float_registrations
    union all
    select 'slip_lines', delivery_no, sheet_no, row_no, citizen_id, null, null
    from l1.identified.slip_lines
    union all
    select 'change_lines', delivery_no, sheet_no, row_no, citizen_id, null, null
    from l1.identified.change_lines
),

women as (
    select
        source_rows.table_name,
        source_rows.delivery_no,
        source_rows.sheet_no,
        source_rows.row_no,
        {{ born_on('run.as_of_date') }} as born_on
    from source_rows
    cross join run
    where coalesce(
        source_rows.sex,
        case when try_cast(substr(source_rows.citizen_id, 17, 1) as integer) % 2 = 0 then '2' end
    ) = '2'
),

bounds as (
    select
        min(as_of_date) as first_date,
        max(as_of_date) as last_date,
        max_by(childbearing_age_from, as_of_date) as age_from,
        min_by(childbearing_age_to, as_of_date) as age_to,
        count(distinct (childbearing_age_from, childbearing_age_to)) = 1 as is_steady
    from dates
),

steady_women as (
    select women.*, bounds.first_date, bounds.last_date
    from women
    cross join bounds
    where bounds.is_steady
        and {{ age('women.born_on', 'bounds.first_date') }} >= bounds.age_from
        and {{ age('women.born_on', 'bounds.last_date') }} <= bounds.age_to
),

crossing_women as (
    select women.*
    from women
    cross join bounds
    where not (
            bounds.is_steady
            and {{ age('women.born_on', 'bounds.first_date') }} >= bounds.age_from
            and {{ age('women.born_on', 'bounds.last_date') }} <= bounds.age_to
        )
        and {{ age('women.born_on', 'bounds.last_date') }} >= 0
)

select
    table_name,
    delivery_no,
    sheet_no,
    row_no,
    first_date as of_age_from,
    last_date as of_age_to
from steady_women
union all
select
    crossing_women.table_name,
    crossing_women.delivery_no,
    crossing_women.sheet_no,
    crossing_women.row_no,
    min(dates.as_of_date) as of_age_from,
    max(dates.as_of_date) as of_age_to
from crossing_women
inner join dates
    on {{ age('crossing_women.born_on', 'dates.as_of_date') }}
        between dates.childbearing_age_from and dates.childbearing_age_to
group by
    crossing_women.table_name,
    crossing_women.delivery_no,
    crossing_women.sheet_no,
    crossing_women.row_no
