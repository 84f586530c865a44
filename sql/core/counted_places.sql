-- The places in whose counts the women of each community are counted at every covered month's end: itself, its street, its
-- area within the street and within the district, and the district; those of a village count in the village alone.
-- zh: 各覆盖月末每个社区的妇女计入哪些地域：本社区、所在街道、街道内和全区的城或乡、全区；村的妇女只计入本村。
-- Grain: one body in one place on one date. Key: as_of_date, body_code, division_code, area_type.
with dates as (
    select as_of_date from core.as_of_dates where is_counted_month_end
),

bodies as (
    select
        bodies.as_of_date,
        bodies.body_code,
        bodies.body_name,
        bodies.body_level,
        bodies.street_code,
        bodies.street_name,
        coalesce(bodies.area_type, 'unknown') as area_type
    from core.bodies as bodies
    inner join dates on dates.as_of_date = bodies.as_of_date
    where bodies.body_level in ('community', 'village')
),

communities as (
    select *, unnest([area_type, 'all']) as counted_area from bodies where body_level = 'community'
),

districts as (
    select min(division_code) as division_code, min(division_name) as division_name
    from core.divisions
    where division_level = 'district'
)

select
    as_of_date,
    body_code,
    body_code as division_code,
    body_name as division_name,
    body_level as division_level,
    street_code,
    street_name,
    area_type
from bodies
union all
select as_of_date, body_code, street_code, street_name, 'street', street_code, street_name, counted_area
from communities
where street_code is not null
union all
select
    communities.as_of_date,
    communities.body_code,
    districts.division_code,
    districts.division_name,
    'district',
    null,
    null,
    communities.counted_area
from communities
cross join districts
