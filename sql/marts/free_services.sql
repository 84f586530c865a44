-- Share of inflow registrations of each half-year on which a free service was explained, or the home visit made, by street
-- and for the district, withheld where few are behind it; what was offered counts, never what was taken up.
-- zh: 每个半年流入登记中已告知各项免费服务或已上门的比例，按街道和全区，人少的隐去；只计告知与上门，从不计是否使用。
-- Grain: one service of one street, or ALL, in one half-year. Key: half_year, street_code, free_service.
with free_services as (
    select * from protection.free_services
)

select
    half_year,
    street_code,
    street_name,
    free_service,
    case when not is_withheld then round(100 * explained / (explained + unexplained), 2) end as explained_pct,
    is_withheld
from free_services
