-- How published counts of findings about persons follow from each other: those of the bodies and the false alarms sum to the
-- district's.
-- zh: 涉及个人的问题数之间的加总关系：各辖区之和加误报等于全区。
-- Grain: one count in one relation. Key: relation_id, cell.
with personal_checks as (
    select * from protection.personal_checks
),

finding_counts as (
    select * from quality.finding_counts where check_id in (select check_id from personal_checks)
),

check_runs as (
    select * from quality.check_runs where check_id in (select check_id from personal_checks)
)

select check_id as relation_id, {{ cell('finding_counts', 'findings') }} as cell, 1 as coefficient
from finding_counts
union all
select check_id, concat_ws('|', 'false_alarms', check_id), 1
from check_runs
union all
select check_id, {{ cell('check_runs', 'findings') }}, -1
from check_runs
