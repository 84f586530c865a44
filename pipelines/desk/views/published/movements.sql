-- Stock and flow of files in communities between ledger snapshots; withheld counts are null.
-- zh: 相邻两期台账之间社区档案的存量和流量；隐去的为空。
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
from snapshot.marts.movements
