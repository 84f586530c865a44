-- What became of every check as it may be published: a small count of findings about persons is hidden in the district too.
-- Grain: one check on the date of knowledge. Key: check_id.
with check_runs as (
    select
        *,
        {{ setting('smallest_published_cell', 'as_of_date') }} as smallest_published_cell
    from quality.check_runs
),

judged_runs as (
    select
        check_runs.*,
        personal_checks.check_id is not null
        and coalesce(check_runs.findings between 1 and check_runs.smallest_published_cell - 1, false) as is_hidden
    from check_runs
    left join protection.personal_checks as personal_checks on personal_checks.check_id = check_runs.check_id
)

select
    as_of_date,
    check_id,
    severity,
    effect,
    found_by,
    state,
    case when not is_hidden then findings end as findings,
    is_hidden as is_suppressed
from judged_runs
