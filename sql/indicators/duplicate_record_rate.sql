-- Surplus files of one person (copies less one), shared equally over the distinct bodies that hold a copy, of all files.
-- Charged to every community and village that holds a copy, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

holdings as (
    select as_of_date, person_key, body_code, count(*) as files
    from core.files
    where as_of_date in (select ends_on from bodies)
    group by as_of_date, person_key, body_code
),

shares as (
    select
        as_of_date,
        body_code,
        files,
        (sum(files) over same_person - 1) / count(*) over same_person as surplus_share
    from holdings
    window same_person as (partition by as_of_date, person_key)
),

charged as (
    select as_of_date, body_code, sum(surplus_share) as surplus, sum(files) as files
    from shares
    group by as_of_date, body_code
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(charged.surplus, 0) as numerator,
    coalesce(charged.files, 0) as denominator,
    bodies.has_ledger as is_delivered
from bodies
left join charged on charged.as_of_date = bodies.ends_on and charged.body_code = bodies.body_code
