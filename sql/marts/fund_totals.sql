-- Pay and allowances of posts by half-year, street and the level of budget that pays, with the sum over all budgets.
-- zh: 各岗位的工资和补贴，按半年、街道和发放主体，并有各主体合计。
-- Grain: one paying body of one street, or ALL, in one half-year. Key: half_year, street_code, paying_body.
with funds as (
    select * from marts.funds
),

of_payers as (
    select * from funds
    union all
    select * replace ('all' as paying_body) from funds
),

placed_funds as (
    select * from of_payers where street_code is not null
    union all
    select * replace ('ALL' as street_code, null as street_name) from of_payers
)

select
    half_year,
    street_code,
    street_name,
    paying_body,
    cast(sum(months_due) as bigint) as months_due,
    cast(sum(months_paid_in_full) as bigint) as months_paid_in_full,
    round(100 * sum(months_paid_in_full) / nullif(sum(months_due), 0), 2) as paid_in_full_pct,
    sum(amount_due_yuan) as amount_due_yuan,
    sum(amount_paid_yuan) as amount_paid_yuan,
    sum(amount_due_yuan) - sum(amount_paid_yuan) as amount_owed_yuan
from placed_funds
group by half_year, street_code, street_name, paying_body
