-- Open findings by check and body; withheld counts are null.
-- zh: 按核查和辖区的未改正问题数；隐去的为空。
select
    as_of_date,
    check_id,
    severity,
    body_code,
    findings,
    is_suppressed
from snapshot.marts.finding_counts
