-- Rows held back by sheet and reason as they may be published: small counts are withheld, others from which they could be
-- worked out, and those of every check whose findings in the district are withheld.
-- zh: 可以公布的按表和原因的隔离行数：隐去小数、能推出小数的其他数，以及全区问题数已隐去的核查的隔离行数。
-- Grain: one sheet and reason. Key: table_name, reason_code.
with quarantine_counts as (
    select * from quality.quarantine_counts
),

untold_checks as (
    select check_id
    from quality.check_runs
    where {{ is_withheld('check_runs', 'findings') }}
),

judged_counts as (
    select
        *,
        {{ is_withheld('quarantine_counts', 'rows_quarantined') }}
        or reason_code in (select check_id from untold_checks) as is_suppressed
    from quarantine_counts
)

select
    source,
    table_name,
    sheet_zh,
    reason_code,
    case when not is_suppressed then rows_quarantined end as rows_quarantined,
    is_suppressed
from judged_counts
