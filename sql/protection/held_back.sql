-- Rows held back for the reason of a check about persons beside what the check found: they differ by rows of deliveries that
-- are no longer in force, which nobody is told, and by findings that hold back no row.
-- zh: 因涉及个人的核查而隔离的行数与该核查的问题数之差：已不在用的来件中的行（不告诉任何人），和不隔离行的问题。
-- Grain: one check with rows held back and findings. Key: check_id.
with quarantine_counts as (
    select * from quality.quarantine_counts
),

check_runs as (
    select *
    from quality.check_runs
    where findings > 0 and check_id in (select check_id from protection.personal_checks)
)

select
    check_runs.as_of_date,
    check_runs.check_id,
    cast(sum(quarantine_counts.rows_quarantined) - check_runs.findings as bigint) as more_rows
from check_runs
inner join quarantine_counts on quarantine_counts.reason_code = check_runs.check_id
group by check_runs.as_of_date, check_runs.check_id, check_runs.findings
