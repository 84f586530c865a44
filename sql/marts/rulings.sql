-- Rulings on institutions; whether each is in force on the date of knowledge.
-- zh: 对机构的裁定，以及在统计时点是否有效。
-- Grain: one ruling. Key: ruling_no.
with rulings as (
    select * from core.rulings
)

select
    ruling_no,
    ruled_on,
    subject_type,
    subject_code,
    subject_name,
    sanction,
    linked_ruling_no,
    in_force
from rulings
