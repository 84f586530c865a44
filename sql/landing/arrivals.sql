-- Deliveries in the order in which they arrived: of two deliveries of one thing the later stands.
-- Grain: one delivery. Key: delivery_no.
with deliveries as (
    select * from l1.received.deliveries
)

select
    delivery_no,
    row_number() over (order by modified_ns, delivered_as, delivery_no) as delivery_rank
from deliveries
