-- Deliveries in the order in which they arrived: of two deliveries of one thing the later stands.
-- zh: 报送按到达先后：同一内容的两份，后到的为准。
-- Grain: one delivery. Key: delivery_no.
with deliveries as (
    select * from l1.received.deliveries
)

select
    delivery_no,
    row_number() over (order by modified_ns, delivered_as, delivery_no) as delivery_rank
from deliveries
