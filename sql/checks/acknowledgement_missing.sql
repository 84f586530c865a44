-- A slip or handover received without an acknowledgement within the set days, which have passed on the run's date: a late
-- one is a missing one. Charged to the receiving community or village.
-- Grain: one slip or handover. Key: delivery_no, sheet_no, row_no.
with run as (
    select as_of_date from rules.run
),

receipts as (
    select
        community_code as body_code,
        delivery_no,
        sheet_no,
        row_no,
        slip_no as subject_code,
        delivered_on as received_on,
        acknowledged_on
    from staging.slips
    where delivered_on is not null
    union all
    select to_code, delivery_no, sheet_no, row_no, handover_no, received_on, acknowledged_on
    from staging.handovers
    where received_on is not null
),

due_receipts as (
    select
        *,
        received_on + {{ setting('acknowledgement_days', 'receipts.received_on') }} as due_on
    from receipts
)

select
    due_receipts.body_code,
    due_receipts.delivery_no,
    due_receipts.sheet_no,
    due_receipts.row_no,
    'acknowledged_on' as column_name,
    due_receipts.subject_code
from due_receipts
inner join run on run.as_of_date > due_receipts.due_on
where due_receipts.acknowledged_on is null
    or due_receipts.acknowledged_on > due_receipts.due_on
