-- Pay and allowances of posts by body, half-year and the level of budget that pays.
-- zh: 各岗位的工资和补贴，按辖区、半年和发放主体。
-- Grain: one body, half-year and paying body. Key: body_code, half_year, paying_body.
with bodies as (
    select * from core.body_half_years
),

payments as (
    select
        network_payments.*,
        network_posts.division_code,
        cast(network_payments.month || '-01' as date) as month_start
    from staging.network_payments as network_payments
    inner join staging.network_posts as network_posts on network_posts.post_id = network_payments.post_id
),

payers as (
    select code, label_en from rules.codes where list_name = 'paying_body'
)

select
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    bodies.half_year,
    payers.label_en as paying_body,
    count(*) as months_due,
    count(*) filter (where payments.paid_on is not null and payments.amount_paid >= payments.amount_due)
        as months_paid_in_full,
    sum(payments.amount_due) as amount_due_yuan,
    sum(payments.amount_paid) as amount_paid_yuan
from bodies
inner join payments
    on payments.division_code = bodies.body_code
    and payments.month_start between bodies.starts_on and bodies.ends_on
left join payers on payers.code = payments.paying_body
group by
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    bodies.street_name,
    bodies.half_year,
    payers.label_en
