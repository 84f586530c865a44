-- Monthly reports received by the set day of the next month, of the reports due.
-- Charged to the community or village.
with months_due as (
    select * from core.months_due
),

monthly_reports as (
    select * from staging.monthly_reports
)

select
    months_due.half_year,
    months_due.body_code,
    count(*) filter (where monthly_reports.received_on <= months_due.report_due_on) as numerator,
    count(*) as denominator,
    count(monthly_reports.received_on) > 0 as is_delivered
from months_due
left join monthly_reports
    on monthly_reports.community_code = months_due.body_code
    and monthly_reports.month = months_due.month
group by months_due.half_year, months_due.body_code
