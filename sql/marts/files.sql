-- Deliveries and what became of their rows: seen = accepted + quarantined + excluded.
-- zh: 来件及其各行的去向：读到的行等于采用、扣留和剔除之和。
-- Grain: one delivery. Key: delivery_no.
with deliveries as (
    select * from landing.deliveries
)

select
    delivery_no,
    sha256,
    received_at,
    source,
    status,
    reason_code,
    rows_seen,
    rows_accepted,
    rows_quarantined,
    rows_excluded
from deliveries
