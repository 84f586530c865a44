-- Stock and flow of files in communities between consecutive ledger snapshots; small ones are withheld, and others with them.
-- zh: 两个台账统计时点之间社区档案的存量和增减；小的数和能推出它们的数隐去。
-- Grain: one community, or ALL, between two snapshot dates. Key: from_date, to_date, body_code.
with movements as (
    select * from protection.movements
)

select
    from_date,
    to_date,
    body_code,
    files_before,
    missed_filed,
    opened_other,
    transferred_to_villages,
    closed_other,
    files_after,
    is_suppressed
from movements
