-- A month for which a deputy director or a courtyard head was paid less than the standard in force on its first day,
-- whoever pays; a blank amount is `required_cell_blank`.
-- `amount` is the yuan short, rounded up. Charged to the body of the post.
-- Grain: one post and month. Key: delivery_no, sheet_no, row_no.
with payments as (
    select
        *,
        cast(month || '-01' as date) as month_start
    from staging.network_payments
),

posts as (
    select post_id, division_code, network_level from staging.network_posts where network_level in ('2', '3')
),

standards as (
    select
        payments.delivery_no,
        payments.sheet_no,
        payments.row_no,
        payments.post_id,
        payments.month,
        payments.amount_paid,
        posts.division_code,
        case posts.network_level
            when '2' then {{ setting('deputy_director_wage_yuan', 'payments.month_start') }}
            else {{ setting('courtyard_head_allowance_yuan', 'payments.month_start') }}
        end as standard_yuan
    from payments
    inner join posts on posts.post_id = payments.post_id
)

select
    division_code as body_code,
    delivery_no,
    sheet_no,
    row_no,
    'amount_paid' as column_name,
    post_id as subject_code,
    month as period,
    cast(ceil(standard_yuan - amount_paid) as integer) as amount
from standards
where amount_paid < standard_yuan
