-- Months with a meeting recorded in a report received, of the months due.
-- Charged to the community or village.
with months_due as (
    select * from core.months_due
),

monthly_reports as (
    select * from staging.monthly_reports where received_on is not null
)

select
    months_due.half_year,
    months_due.body_code,
    count(monthly_reports.meeting_on) as numerator,
    count(*) as denominator,
    count(monthly_reports.community_code) > 0 as is_delivered
from months_due
left join monthly_reports
    on monthly_reports.community_code = months_due.body_code
    and monthly_reports.month = months_due.month
group by months_due.half_year, months_due.body_code
