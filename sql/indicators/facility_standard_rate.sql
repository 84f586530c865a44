-- Mandatory facility items in place (2 rooms, 4 themes, 4 media), of ten for each community and village.
-- Charged to the community or village, on the half-year's last day; optional rooms are reported only.
with facility_items as (
    select * from core.facility_items
)

select
    half_year,
    body_code,
    count(*) filter (where is_in_place) as numerator,
    count(*) as denominator,
    bool_or(is_reported) as is_delivered
from facility_items
group by half_year, body_code
