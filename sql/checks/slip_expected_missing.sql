-- A unit with a co-managed woman in a community on the last day of the newest half-year ended that sent no slip for that
-- community by its deadline. Charged to the unit's jurisdiction street.
-- Grain: one unit and community. Key: subject_code, period.
with newest_half_year as (
    select half_year from core.newest_half_year where is_final
),

expected_slips as (
    select * from core.expected_slips
)

select
    expected_slips.street_code as body_code,
    expected_slips.unit_code || '/' || expected_slips.community_code as subject_code,
    expected_slips.half_year as period
from expected_slips
inner join newest_half_year on newest_half_year.half_year = expected_slips.half_year
where not expected_slips.is_received
