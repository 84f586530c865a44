-- The body that answers for rows which name none in the column that tells it for their sheet: a slip line by its slip,
-- a handover by the unit's street or else the body that hands over (a unit without a street is no body), a payment by
-- its post.
-- zh: 自身没有写明责任辖区的行由谁负责：通报明细随通报单；移交单随单位所在街道，没有则随移出的辖区；报酬随岗位。
-- Grain: one row. Key: delivery_no, sheet_no, row_no.
with run as (
    select as_of_date from rules.run
),

posts as (
    select post_id, min(division_code) as division_code
    from staging.network_posts
    group by post_id
)

select
    lines.delivery_no,
    lines.sheet_no,
    lines.row_no,
    slips.jurisdiction_street_code as body_code
from l1.identified.slip_lines as lines
inner join staging.slips as slips on slips.slip_no = lines.slip_no
union all
select
    handovers.delivery_no,
    handovers.sheet_no,
    handovers.row_no,
    case
        when handovers.handover_type = '1' then unit_streets.street_code
        when length(handovers.from_code) in (6, 9, 12) then handovers.from_code
    end
from l1.identified.handovers as handovers
cross join run
left join core.unit_streets as unit_streets
    on unit_streets.unit_code = handovers.from_code
    and unit_streets.valid_from <= coalesce(handovers.handed_on, run.as_of_date)
    and (unit_streets.valid_to is null or unit_streets.valid_to > coalesce(handovers.handed_on, run.as_of_date))
union all
select
    payments.delivery_no,
    payments.sheet_no,
    payments.row_no,
    posts.division_code
from l1.identified.network_payments as payments
inner join posts on posts.post_id = payments.post_id
