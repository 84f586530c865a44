-- Women whose counted file differs from the one the last published night counted at the same month's end, and why: one
-- cause a woman, so that the causes sum to the difference of the counts. Kept by pseudonym; published only as counts.
-- A woman gone or new is explained by what stands for her body: another snapshot or a closing date (closed, new_file),
-- another delivery of the same snapshot (corrected_row), the divisions (boundary), else the ages (rule).
-- zh: 计入的档案与上次公布之夜不同的妇女，及其原因，每人一个原因，合计恰为人数之差。按化名保存，只以人数公布。
-- zh: 先看所在辖区采用的材料：换了快照或有销档日期、同一快照换了报送、区划变动，其余归于年龄等口径。
-- Grain: one woman at one level of bodies at one month's end. Key: as_of_date, person_key, body_level.
with published as (
    select *
    from history.counted_files
    where night <> (select night from core.night)
),

before as (
    select published.*
    from published
    inner join core.as_of_dates as dates on dates.as_of_date = published.as_of_date
    where published.turn = (select max(turn) from published)
        and dates.is_counted_month_end
),

after as (
    select *
    from core.counted_files
    where as_of_date in (select as_of_date from before)
),

stood as (
    select distinct as_of_date, body_code, snapshot_date, delivery_no from before
),

stands as (
    select snapshots.as_of_date, snapshots.community_code as body_code, snapshots.snapshot_date, deliveries.delivery_no
    from core.snapshots as snapshots
    inner join core.ledger_deliveries as deliveries
        on deliveries.community_code = snapshots.community_code
        and deliveries.snapshot_date = snapshots.snapshot_date
    where deliveries.table_name = 'ledger_persons'
),

bodies as (
    select as_of_date, body_code from core.bodies
),

heirs as (
    select distinct body_code, body_code_today from core.successors where body_code <> body_code_today
),

closings as (
    select
        community_code as body_code,
        as_of_date as snapshot_date,
        person_key,
        min(file_closed_on) as closed_on
    from core.ledger_persons
    where file_closed_on is not null
    group by community_code, as_of_date, person_key
),

differences as (
    select
        coalesce(before.as_of_date, after.as_of_date) as as_of_date,
        coalesce(before.person_key, after.person_key) as person_key,
        coalesce(before.body_level, after.body_level) as body_level,
        before.body_code as body_before,
        before.management_class as class_before,
        after.body_code as body_after,
        after.management_class as class_after,
        before.files > 1 and (before.body_code, before.household_page_no) is distinct from
            (after.body_code, after.household_page_no) as had_several,
        before.snapshot_date as snapshot_before,
        after.snapshot_date as snapshot_after,
        before.delivery_no as delivery_before,
        after.delivery_no as delivery_after
    from before
    full outer join after
        on after.as_of_date = before.as_of_date
        and after.person_key = before.person_key
        and after.body_level = before.body_level
    where (before.body_code, before.management_class) is distinct from (after.body_code, after.management_class)
),

placed as (
    select
        differences.*,
        count(body_before) over same_woman > 0 and count(body_after) over same_woman > 0 as is_moving,
        (body_before is not null and bodies.body_code is null) or heirs.body_code is not null as has_ended,
        delivery_after <= (select max(delivery_no) from before) as was_known,
        closings.closed_on <= differences.as_of_date as is_closed,
        stood.body_code is not null as had_ledger,
        coalesce(snapshot_before, stood.snapshot_date) is distinct from
            coalesce(snapshot_after, stands.snapshot_date) as is_other_snapshot,
        coalesce(delivery_before, stood.delivery_no) is distinct from
            coalesce(delivery_after, stands.delivery_no) as is_other_delivery
    from differences
    left join bodies
        on bodies.as_of_date = differences.as_of_date
        and bodies.body_code = differences.body_before
    left join heirs
        on heirs.body_code = differences.body_before
        and heirs.body_code_today = differences.body_after
    left join stood
        on stood.as_of_date = differences.as_of_date
        and stood.body_code = differences.body_after
    left join stands
        on stands.as_of_date = differences.as_of_date
        and stands.body_code = differences.body_before
    left join closings
        on closings.body_code = differences.body_before
        and closings.snapshot_date = stands.snapshot_date
        and closings.person_key = differences.person_key
    window same_woman as (partition by differences.as_of_date, differences.person_key)
)

select
    as_of_date,
    person_key,
    body_level,
    body_before,
    class_before,
    body_after,
    class_after,
    case
        when has_ended then 'boundary'
        when had_several and body_after is not null then 'merged_duplicate'
        when is_moving and body_before is distinct from body_after then 'moved'
        when body_before = body_after then 'class_changed'
        when body_after is null and (is_other_snapshot or coalesce(is_closed, false)) then 'closed'
        when body_before is null and not had_ledger and was_known then 'boundary'
        when body_before is null and is_other_snapshot then 'new_file'
        when is_other_delivery then 'corrected_row'
        else 'rule'
    end as cause
from placed
