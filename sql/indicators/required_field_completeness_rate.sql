-- Required cells filled with a valid value, of the required cells of household rows in force and open person rows.
-- Sensitive columns count only as filled or not. Charged to the residence community, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

required_cells as (
    select * from core.required_cells
),

counted_cells as (
    select
        as_of_date,
        body_code,
        sum(filled_cells) as filled_cells,
        sum(required_cells) as required_cells
    from required_cells
    group by as_of_date, body_code
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(counted_cells.filled_cells, 0) as numerator,
    coalesce(counted_cells.required_cells, 0) as denominator,
    bodies.has_ledger as is_delivered
from bodies
left join counted_cells
    on counted_cells.as_of_date = bodies.ends_on
    and counted_cells.body_code = bodies.body_code
