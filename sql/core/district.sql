-- The district whose divisions these are; `district` while no directory names it.
-- zh: 这些区划所属的区；没有名录时记为 district。
-- Grain: the one district. Key: district_code.
with divisions as (
    select * from core.divisions
)

select coalesce(min(division_code), 'district') as district_code
from divisions
where division_level = 'district'
