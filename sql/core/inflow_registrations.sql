-- Inflow registrations of each half-year, by the date they were registered.
-- zh: 各半年的流入登记，按登记日期归入。
-- Grain: one registration in its half-year. Key: half_year, delivery_no, sheet_no, row_no.
with half_years as (
    select * from core.half_years
),

float_registrations as (
    select * from staging.float_registrations where direction = '1'
)

select
    half_years.half_year,
    half_years.ends_on,
    half_years.entry_days,
    half_years.certificate_check_days,
    float_registrations.delivery_no,
    float_registrations.sheet_no,
    float_registrations.row_no,
    float_registrations.person_key,
    float_registrations.community_code as body_code,
    float_registrations.registered_on,
    float_registrations.left_on,
    float_registrations.cert_checked_on,
    float_registrations.cert_check_result,
    float_registrations.home_visit_on,
    float_registrations.four_free_explained,
    float_registrations.fee_charged
from half_years
inner join float_registrations
    on float_registrations.registered_on between half_years.starts_on and half_years.ends_on
