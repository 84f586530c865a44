-- Vetoed second-level institutions, and whether a ruling on the superior bureau of the day is linked (joint liability).
-- A ruling stands beside the scores, never inside them.
-- zh: 被一票否决的二级机构，以及当日主管委局有无连带裁定；裁定列在成绩之旁，从不进成绩。
-- Grain: one veto of a second-level institution. Key: ruling_no.
with joint_liabilities as (
    select * from core.joint_liabilities
)

select
    ruling_no,
    ruled_on,
    unit_code,
    unit_name,
    superior_unit_code,
    superior_unit_name,
    linked_ruling_no,
    linked_sanction,
    liability,
    in_force,
    street_code
from joint_liabilities
