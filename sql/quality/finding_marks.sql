-- Findings that a body marked as false alarms in the worklist it sent back, and whether the mark counts: on the body's own
-- findings, and on none that holds back a row or the publication. A mark on what was never found is nothing; of a finding
-- that a worklist told on several lines one marked line is enough.
-- zh: 辖区在退回的问题清单上标为误报的问题，及标记是否有效：只对自己的、且不隔离行也不阻止公布的问题有效；一个问题列有几行的，标一行即可。
-- Grain: one finding and body. Key: finding_id, returned_by_code.
with marks as (
    select * from staging.worklist_returns
    where is_false_alarm
    qualify row_number() over (
        partition by marked_finding_id, returned_by_code order by delivery_no, sheet_no, row_no
    ) = 1
),

known_findings as (
    select finding_id, check_id, owner_code from quality.finding_owners
    union all
    select
        finding_id,
        max_by(check_id, as_of_date),
        max_by(owner_code, as_of_date)
    from history.finding_events
    where finding_id not in (select finding_id from quality.finding_owners)
    group by finding_id
)

select
    marks.marked_finding_id as finding_id,
    marks.returned_by_code,
    known_findings.owner_code = marks.returned_by_code and checks.effect = 'finding' as is_mark_counted,
    marks.delivery_no,
    marks.sheet_no,
    marks.row_no
from marks
inner join known_findings on known_findings.finding_id = marks.marked_finding_id
inner join rules.checks as checks on checks.id = known_findings.check_id
