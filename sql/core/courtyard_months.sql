-- What each courtyard in force owes for each month due: nine kinds of change and the weekly visits, and what was reported.
-- Of a kind only whether its cell is filled is read, never the count.
-- zh: 每个在册楼院每个应报月应报的九类变动和每周走访，以及实报情况；各类只看填没填，从不看数字。
-- Grain: one courtyard and month. Key: half_year, body_code, courtyard_code, month.
with courtyards as (
    select * from core.courtyards
),

months_due as (
    select * from core.months_due
),

reported_months as (
    select * from staging.courtyard_months
)

select
    courtyards.half_year,
    courtyards.body_code,
    courtyards.courtyard_code,
    months_due.month,
    months_due.weeks_of_month,
    reported_months.month is not null as is_reported,
    cast(reported_months.marriage_count is not null as integer)
    + cast(reported_months.birth_count is not null as integer)
    + cast(reported_months.contraception_change_count is not null as integer)
    + cast(reported_months.hukou_out_count is not null as integer)
    + cast(reported_months.hukou_in_count is not null as integer)
    + cast(reported_months.job_loss_count is not null as integer)
    + cast(reported_months.job_gain_count is not null as integer)
    + cast(reported_months.inflow_count is not null as integer)
    + cast(reported_months.outflow_count is not null as integer) as filled_kinds,
    -- least() passes over a null: a month without a report has no visits
    least(coalesce(reported_months.visit_weeks_done, 0), months_due.weeks_of_month) as visited_weeks
from courtyards
inner join months_due
    on months_due.half_year = courtyards.half_year
    and months_due.body_code = courtyards.body_code
left join reported_months
    on reported_months.community_code = courtyards.body_code
    and reported_months.courtyard_code = courtyards.courtyard_code
    and reported_months.month = months_due.month
