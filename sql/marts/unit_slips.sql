-- Notice slips that each unit owed in each half-year, and how they came: on time, late, or not at all.
-- A slip is due for each community where the unit has a co-managed woman on the half-year's last day; slips are counted,
-- never the women on them.
-- zh: 各公共单位每个半年应报的信息通报单及送达情况：按时、逾期或未到；计的是通报单，从不计单上的妇女。
-- Grain: one unit in one half-year. Key: half_year, unit_code.
with expected_slips as (
    select * from core.expected_slips
),

units as (
    select
        half_years.half_year,
        units.unit_code,
        min(units.unit_name) as unit_name
    from core.half_years as half_years
    inner join core.units as units
        on units.valid_from <= half_years.ends_on
        and (units.valid_to is null or units.valid_to > half_years.ends_on)
    group by half_years.half_year, units.unit_code
),

streets as (
    select * from core.body_half_years where body_level in ('street', 'town')
)

select
    expected_slips.half_year,
    expected_slips.unit_code,
    units.unit_name,
    expected_slips.street_code,
    streets.street_name,
    count(*) as slips_due,
    count(*) filter (where expected_slips.is_on_time) as slips_on_time,
    count(*) filter (where expected_slips.is_received and not expected_slips.is_on_time) as slips_late,
    count(*) filter (where not expected_slips.is_received) as slips_missing
from expected_slips
left join units
    on units.half_year = expected_slips.half_year
    and units.unit_code = expected_slips.unit_code
left join streets
    on streets.half_year = expected_slips.half_year
    and streets.body_code = expected_slips.street_code
group by all
