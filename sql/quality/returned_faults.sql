-- What a sender must know though no check is about it: files rejected since the newest half-year began that nothing under
-- their name has made good, sheets to look at, rows held back for no check's reason, marks of false alarms that do not count.
-- zh: 没有核查对应而报送者仍须知道的事：被拒收而未补报的文件、须留意的工作表、因其他原因隔离的行、无效的误报标记。
-- Grain: one file, sheet, row or mark. Key: finding_id.
with reasons as (
    select * from rules.reasons
),

-- as they were delivered: two names whose numbers are masked are not one
names as (
    select delivery_no, delivered_as, status from l1.received.deliveries
),

rejected_files as (
    select deliveries.*
    from landing.deliveries as deliveries
    inner join names on names.delivery_no = deliveries.delivery_no
    cross join core.newest_half_year as newest_half_year
    where deliveries.status = 'rejected'
        and deliveries.received_at >= newest_half_year.starts_on
        and not exists (
            select 1 from names as later
            where later.delivered_as = names.delivered_as
                and later.delivery_no > deliveries.delivery_no
                and later.status <> 'rejected'
        )
),

rows_held_back as (
    select findings.*
    from quality.reading_findings as findings
    inner join reasons on reasons.reason_code = findings.check_id and reasons.applies_to = 'row'
    where findings.check_id not in (select id from rules.checks)
),

sheet_remarks as (
    select sheet_remarks.*
    from landing.sheet_remarks as sheet_remarks
    inner join landing.deliveries as deliveries on deliveries.delivery_no = sheet_remarks.delivery_no
    inner join names on names.delivery_no = deliveries.delivery_no
    cross join core.newest_half_year as newest_half_year
    where deliveries.received_at >= newest_half_year.starts_on
        and not exists (
            select 1 from names as later
            where later.delivered_as = names.delivered_as and later.delivery_no > deliveries.delivery_no
        )
),

marks as (
    select finding_marks.*
    from quality.finding_marks as finding_marks
    inner join quality.finding_owners as finding_owners on finding_owners.finding_id = finding_marks.finding_id
    where not finding_marks.is_mark_counted
),

faults as (
    select
        rejected_files.reason_code,
        senders.sender_code as list_code,
        rejected_files.delivery_no,
        cast(null as integer) as sheet_no,
        cast(null as integer) as row_no
    from rejected_files
    inner join quality.senders as senders on senders.delivery_no = rejected_files.delivery_no
    union all
    select
        sheet_remarks.reason_code,
        senders.sender_code,
        sheet_remarks.delivery_no,
        sheet_remarks.sheet_no,
        null
    from sheet_remarks
    inner join quality.senders as senders on senders.delivery_no = sheet_remarks.delivery_no
    union all
    select
        rows_held_back.check_id,
        senders.sender_code,
        rows_held_back.delivery_no,
        rows_held_back.sheet_no,
        rows_held_back.row_no
    from rows_held_back
    inner join quality.senders as senders on senders.delivery_no = rows_held_back.delivery_no
    union all
    select
        'mark_not_counted',
        returned_by_code,
        delivery_no,
        sheet_no,
        row_no
    from marks
)

select
    substr(sha256(concat_ws('|', faults.reason_code, faults.delivery_no, faults.sheet_no, faults.row_no)), 1, 16)
        as finding_id,
    faults.list_code,
    faults.reason_code,
    case when reasons.applies_to = 'sheet' then 'info' else 'error' end as severity,
    faults.delivery_no,
    faults.sheet_no,
    faults.row_no,
    cast(deliveries.received_at as date) as reported_on,
    reasons.sentence_zh,
    reasons.sentence_en,
    reasons.remedy_zh,
    reasons.remedy_en
from faults
inner join reasons on reasons.reason_code = faults.reason_code
inner join landing.deliveries as deliveries on deliveries.delivery_no = faults.delivery_no
