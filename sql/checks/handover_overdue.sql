-- A separation whose woman was not handed over within the handover days, which have passed at the end of its half-year:
-- by a handover of kind 1, or not at all after a job-loss line. Charged to the unit's jurisdiction street.
-- Grain: one separation. Key: delivery_no, sheet_no, row_no.
with separations as (
    select * from core.separations
),

half_years as (
    select * from core.half_years
)

select
    separations.street_code as body_code,
    separations.delivery_no,
    separations.sheet_no,
    separations.row_no,
    separations.unit_code as subject_code,
    separations.person_key,
    separations.half_year as period
from separations
inner join half_years
    on half_years.half_year = separations.half_year
    and separations.separated_on + half_years.handover_days <= half_years.ends_on
where separations.handed_over_on is null
    or separations.handed_over_on > separations.separated_on + half_years.handover_days
