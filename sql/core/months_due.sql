-- Months of each half-year for which a community or village owes a report: those on whose last day it was in force.
-- zh: 各半年中社区、村应报的月份：以月末日在册为准。
-- Grain: one body and month. Key: half_year, body_code, month.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

months as (
    select
        half_year,
        cast(unnest(generate_series(starts_on, ends_on, interval 1 month)) as date) as month_start
    from core.half_years
)

select
    bodies.half_year,
    bodies.body_code,
    strftime(months.month_start, '%Y-%m') as month,
    months.month_start,
    last_day(months.month_start) as month_end,
    last_day(months.month_start) + bodies.monthly_report_day as report_due_on,
    -- an ISO week counts in the month of its Thursday; 1 January 1970 was one
    cast(
        floor(date_diff('day', date '1970-01-01', last_day(months.month_start)) / 7)
        - floor((date_diff('day', date '1970-01-01', months.month_start) - 1) / 7)
        as integer
    ) as weeks_of_month
from bodies
inner join months on months.half_year = bodies.half_year
inner join core.divisions as divisions
    on divisions.division_code = bodies.body_code
    and divisions.valid_from <= last_day(months.month_start)
    and (divisions.valid_to is null or divisions.valid_to > last_day(months.month_start))
