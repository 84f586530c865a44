-- A veto in force on a second-level institution without a linked ruling on its superior of that day.
-- Charged to the institution's jurisdiction street.
-- Grain: one veto in force. Key: subject_code.
with joint_liabilities as (
    select * from core.joint_liabilities
)

select
    street_code as body_code,
    delivery_no,
    sheet_no,
    row_no,
    'linked_ruling_no' as column_name,
    ruling_no as subject_code
from joint_liabilities
where in_force and liability <> 'linked'
