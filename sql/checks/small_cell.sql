-- A small count of women about to be published, or one that linear programming works out of all that is about to be.
-- Charged to the division of the count.
-- Grain: one division, date and table. Key: body_code, period.
with open_cells as (
    select cells.body_code, cells.counted_on
    from protection.open_women as open_women
    inner join protection.women_cells as cells on cells.cell = open_women.cell
),

cells as (
    select as_of_date, division_code as body_code, unnest([women_gained, women_lost]) as women
    from protection.count_changes
    where not is_suppressed
    union all
    select half_years.ends_on, estimates.street_code,
        unnest([
            estimates.in_ledger - estimates.in_both,
            estimates.in_other - estimates.in_both,
            estimates.in_both
        ]) as women
    from protection.missed_estimates as estimates
    inner join core.half_years as half_years on half_years.half_year = estimates.half_year
    where not estimates.is_withheld
    union all
    -- a rate between all and none tells both numbers to who knows one
    select half_years.ends_on, handovers.street_code, unnest([handovers.in_time, handovers.late])
    from protection.handovers as handovers
    inner join core.half_years as half_years on half_years.half_year = handovers.half_year
    where not handovers.is_withheld and handovers.in_time > 0 and handovers.late > 0
    union all
    select half_years.ends_on, services.street_code, unnest([services.explained, services.unexplained])
    from protection.free_services as services
    inner join core.half_years as half_years on half_years.half_year = services.half_year
    where not services.is_withheld and services.explained > 0 and services.unexplained > 0
),

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
)

select
    cells.body_code,
    cast(cells.as_of_date as varchar) as period
from cells
inner join dates on dates.as_of_date = cells.as_of_date
where cells.women between 1 and dates.smallest_published_cell - 1
union all
select body_code, cast(counted_on as varchar)
from open_cells
