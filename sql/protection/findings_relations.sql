-- How published counts of findings about persons follow from each other: those of the bodies and the false alarms sum to the
-- district's; rows held back are findings and rows no longer in force, and sum to what the files of their contract tell.
-- zh: 涉及个人的问题数之间的加总关系：各辖区之和加误报等于全区；隔离的行等于问题数加已不在用的行，
-- zh: 并合计为该合同各来件所列的隔离行数。
-- Grain: one count in one relation. Key: relation_id, cell.
with personal_checks as (
    select * from protection.personal_checks
),

finding_counts as (
    select * from quality.finding_counts where check_id in (select check_id from personal_checks)
),

check_runs as (
    select * from quality.check_runs where check_id in (select check_id from personal_checks)
),

quarantine_counts as (
    select * from quality.quarantine_counts
),

held_back as (
    select * from protection.held_back
)

select check_id as relation_id, {{ cell('finding_counts', 'findings') }} as cell, 1 as coefficient
from finding_counts
union all
select check_id, concat_ws('|', 'false_alarms', check_id), 1
from check_runs
union all
select check_id, {{ cell('check_runs', 'findings') }}, -1
from check_runs
union all
select concat_ws('|', 'rows', reason_code), {{ cell('quarantine_counts', 'rows_quarantined') }}, 1
from quarantine_counts
where reason_code in (select check_id from held_back)
union all
select concat_ws('|', 'rows', check_id), {{ cell('check_runs', 'findings') }}, -1
from held_back
union all
select concat_ws('|', 'rows', check_id), concat_ws('|', 'more_rows', check_id), cast(-sign(more_rows) as integer)
from held_back
union all
select concat_ws('|', 'files', source), {{ cell('quarantine_counts', 'rows_quarantined') }}, 1
from quarantine_counts
union all
select distinct concat_ws('|', 'files', source), concat_ws('|', 'files', source), -1
from quarantine_counts
