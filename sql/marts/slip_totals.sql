-- Notice slips due in each half-year by the units' jurisdiction street and for the district, and how they came.
-- Slips of units without one street count in the district alone.
-- zh: 每个半年应报的信息通报单及送达情况，按单位的属地街道和全区；没有唯一属地街道的单位只计入全区。
-- Grain: one street, or ALL, in one half-year. Key: half_year, street_code.
with unit_slips as (
    select * from marts.unit_slips
),

half_years as (
    select * from core.half_years
),

placed_slips as (
    select * from unit_slips where street_code is not null
    union all
    select * replace ('ALL' as street_code, null as street_name) from unit_slips
)

select
    placed_slips.half_year,
    placed_slips.street_code,
    placed_slips.street_name,
    half_years.slip_deadline_on,
    half_years.is_final,
    count(*) as units_due,
    count(*) filter (where placed_slips.slips_on_time = placed_slips.slips_due) as units_on_time,
    cast(sum(placed_slips.slips_due) as bigint) as slips_due,
    cast(sum(placed_slips.slips_on_time) as bigint) as slips_on_time,
    cast(sum(placed_slips.slips_late) as bigint) as slips_late,
    cast(sum(placed_slips.slips_missing) as bigint) as slips_missing,
    round(100 * sum(placed_slips.slips_on_time) / sum(placed_slips.slips_due), 2) as on_time_pct
from placed_slips
inner join half_years on half_years.half_year = placed_slips.half_year
group by
    placed_slips.half_year,
    placed_slips.street_code,
    placed_slips.street_name,
    half_years.slip_deadline_on,
    half_years.is_final
