-- No urban and rural population at the end of the newest half-year ended: a mixed street's score cannot be computed.
-- Charged to the community or village in force on that day.
-- Grain: one body. Key: body_code.
with newest_half_year as (
    select * from core.newest_half_year
),

bodies as (
    select * from core.divisions where division_level in ('community', 'village')
),

populations as (
    select * from staging.populations where urban_population is not null and rural_population is not null
)

select
    bodies.division_code as body_code,
    newest_half_year.half_year as period
from newest_half_year
inner join bodies
    on bodies.valid_from <= newest_half_year.ends_on
    and (bodies.valid_to is null or bodies.valid_to > newest_half_year.ends_on)
left join populations
    on populations.division_code = bodies.division_code
    and populations.as_of_date = newest_half_year.ends_on
where populations.division_code is null
