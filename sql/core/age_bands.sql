-- The five-year age band of every counted woman on the last day of each half-year that ledgers cover.
-- Birth dates stay in layer 1: what is kept is the band.
-- zh: 各覆盖半年末日每名计入的妇女所在的五岁年龄组。出生日期留在第一层，只保留年龄组。
-- Grain: one ledger row on one date. Key: as_of_date, delivery_no, sheet_no, row_no.
with run as (
    select as_of_date as known_on from rules.run
),

half_years as (
    select ends_on from core.half_years
),

files as (
    select
        files.as_of_date,
        files.delivery_no,
        files.sheet_no,
        files.row_no
    from core.files as files
    inner join half_years on half_years.ends_on = files.as_of_date
    where files.is_counted
),

women as (
    select
        delivery_no,
        sheet_no,
        row_no,
        {{ born_on('run.known_on') }} as born_on
    from l1.identified.ledger_persons
    cross join run
),

bands as (
    select
        files.*,
        {{ age('women.born_on', 'files.as_of_date') }} // 5 * 5 as age_from
    from files
    inner join women
        on women.delivery_no = files.delivery_no
        and women.sheet_no = files.sheet_no
        and women.row_no = files.row_no
)

select
    as_of_date,
    delivery_no,
    sheet_no,
    row_no,
    concat(age_from, '-', age_from + 4) as age_band
from bands
