-- Units whose women left and had to be handed to communities in each half-year, how many of the units were late with one,
-- and the share of hand-overs in time, withheld where few women are behind it.
-- zh: 每个半年有人离开、须办手续移交的公共单位数，其中逾期的单位数，以及按期移交的比例；人少的隐去。
-- Grain: one street, or ALL, in one half-year. Key: half_year, street_code.
with handovers as (
    select * from protection.handovers
)

select
    half_year,
    street_code,
    street_name,
    units_due,
    units_in_time,
    units_late,
    case when not is_withheld then round(100 * in_time / (in_time + late), 2) end as in_time_pct,
    is_withheld
from handovers
