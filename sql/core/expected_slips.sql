-- Notice slips that were due: one for each unit and community with a co-managed woman on the half-year's last day.
-- zh: 应报的通报单：半年末日有协管妇女的每个单位和社区各一份。
-- Grain: one unit, community and half-year. Key: half_year, unit_code, community_code.
with class_two_files as (
    select * from core.class_two_files
),

slips as (
    select
        half_year,
        unit_code,
        community_code,
        min(delivered_on) as delivered_on
    from staging.slips
    group by half_year, unit_code, community_code
),

expected_slips as (
    select distinct
        half_year,
        slip_deadline_on,
        unit_code,
        body_code as community_code,
        street_code
    from class_two_files
    where unit_code is not null
)

select
    expected_slips.half_year,
    expected_slips.unit_code,
    expected_slips.community_code,
    expected_slips.street_code,
    slips.delivered_on,
    slips.delivered_on is not null as is_received,
    coalesce(slips.delivered_on <= expected_slips.slip_deadline_on, false) as is_on_time
from expected_slips
left join slips
    on slips.half_year = expected_slips.half_year
    and slips.unit_code = expected_slips.unit_code
    and slips.community_code = expected_slips.community_code
