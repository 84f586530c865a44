-- Person-months of deputy directors and courtyard heads paid at or above the standard, of the person-months of the
-- half-year that the assessed body itself pays out; months that the city pays are nobody's here.
-- Charged to the street or the village that pays.
with bodies as (
    select * from core.body_half_years
),

posts as (
    select * from staging.network_posts where network_level in ('2', '3')
),

payments as (
    select
        *,
        cast(month || '-01' as date) as month_start
    from staging.network_payments
    where paying_body in ('2', '3')
),

months_to_pay as (
    select
        bodies.half_year,
        case payments.paying_body when '2' then bodies.street_code else bodies.body_code end as body_code,
        posts.division_code as source_code,
        payments.paid_on is not null
        and payments.amount_paid >= case posts.network_level
            when '2' then bodies.deputy_director_wage_yuan
            else bodies.courtyard_head_allowance_yuan
        end as is_paid_in_full
    from payments
    inner join posts on posts.post_id = payments.post_id
    inner join bodies
        on bodies.body_code = posts.division_code
        and payments.month_start between bodies.starts_on and bodies.ends_on
    where payments.paying_body = '2' or bodies.body_level = 'village'
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(months_to_pay.source_code, bodies.body_code) as source_code,
    count(*) filter (where months_to_pay.is_paid_in_full) as numerator,
    count(months_to_pay.body_code) as denominator
from bodies
left join months_to_pay
    on months_to_pay.half_year = bodies.half_year
    and months_to_pay.body_code = bodies.body_code
where bodies.body_level <> 'community'
group by bodies.half_year, bodies.body_code, months_to_pay.source_code
