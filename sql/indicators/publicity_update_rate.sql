-- Boards updated in the last quarter of the half-year, of the boards in place.
-- Charged to the village, on the half-year's last day.
with villages as (
    select * from core.body_half_years where body_level = 'village'
),

facility_items as (
    select * from core.facility_items
)

select
    villages.half_year,
    villages.body_code,
    count(*) filter (
        where facility_items.is_board
            and facility_items.is_in_place
            and facility_items.updated_on
                between cast(date_trunc('quarter', villages.ends_on) as date) and villages.ends_on
    ) as numerator,
    count(*) filter (where facility_items.is_board and facility_items.is_in_place) as denominator,
    bool_or(facility_items.is_reported) as is_delivered
from villages
inner join facility_items
    on facility_items.half_year = villages.half_year
    and facility_items.body_code = villages.body_code
group by villages.half_year, villages.body_code
