-- Units that owed hand-overs in each half-year, and the share of hand-overs in time, as it may be published: none of a
-- street where a few are late among others in time, or the reverse, and none of the district then, from which it could be had.
-- Counted are separations whose days have elapsed at the half-year's end.
-- zh: 可以公布的移交情况：应移交的单位数和按时移交的比例；有少数逾期而其余按时（或相反）的街道不公布，
-- zh: 并随之隐去全区数。只计半年末期限已满的。
-- Grain: one street, or ALL, in one half-year. Key: half_year, street_code.
with separations as (
    select * from core.separations
),

streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
),

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
),

due_handovers as (
    select
        streets.half_year,
        streets.street_code,
        streets.street_name,
        dates.smallest_published_cell,
        separations.unit_code,
        coalesce(separations.handed_over_on <= separations.separated_on + streets.handover_days, false) as is_in_time
    from streets
    inner join dates on dates.as_of_date = streets.ends_on
    inner join separations
        on separations.half_year = streets.half_year
        and separations.street_code = streets.body_code
        and separations.separated_on + streets.handover_days <= streets.ends_on
),

placed_handovers as (
    select * from due_handovers
    union all
    select * replace ('ALL' as street_code, null as street_name) from due_handovers
),

cells as (
    select
        half_year,
        street_code,
        street_name,
        smallest_published_cell,
        count(distinct unit_code) as units_due,
        count(distinct unit_code) - count(distinct case when not is_in_time then unit_code end) as units_in_time,
        count(distinct case when not is_in_time then unit_code end) as units_late,
        count(*) filter (where is_in_time) as in_time,
        count(*) filter (where not is_in_time) as late
    from placed_handovers
    group by half_year, street_code, street_name, smallest_published_cell
),

small_cells as (
    select
        *,
        -- all or none in time tells no number
        in_time > 0 and late > 0 and least(in_time, late) < smallest_published_cell as is_small
    from cells
)

select
    half_year,
    street_code,
    street_name,
    units_due,
    units_in_time,
    units_late,
    in_time,
    late,
    is_small or (street_code = 'ALL' and bool_or(is_small) over (partition by half_year)) as is_withheld
from small_cells
