-- Bodies of which far more was entered in the ten days before an inspection of theirs or of their street, or in the last ten
-- of a half-year, than at their own pace outside these days and than of the other bodies of their area type in the same days.
-- Entered are household pages by their last update and files by their opening, as the ledger at the half-year's end has
-- them. Asked only where at least 30 % of at least 30 entries fall into the ten days, and three times what is usual: a
-- campaign of some weeks stays below, and so does the chance of few entries.
-- zh: 督查前十日或半年末十日内录入明显多于自身平时、也多于同类辖区同期的辖区；录入指户页更新和档案新建，
-- zh: 至少30件、占三成以上且为平时三倍以上才提出询问。
-- Grain: one body and question in one half-year. Key: half_year, body_code, question_id.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village') and has_ledger
),

inspections as (
    select half_year, subject_code, inspected_on from staging.inspections
),

entries as (
    select community_code as body_code, as_of_date as snapshot_date, updated_on as entered_on
    from core.ledger_households
    where updated_on is not null
    union all
    select community_code, as_of_date, file_opened_on
    from core.ledger_persons
    where file_opened_on is not null
),

body_entries as (
    select
        bodies.half_year,
        bodies.body_code,
        bodies.scheme as area_type,
        bodies.ends_on - bodies.starts_on + 1 as days,
        entries.entered_on
    from bodies
    inner join core.snapshots as snapshots
        on snapshots.as_of_date = bodies.ends_on
        and snapshots.community_code = bodies.body_code
    inner join entries
        on entries.body_code = bodies.body_code
        and entries.snapshot_date = snapshots.snapshot_date
        and entries.entered_on between bodies.starts_on and bodies.ends_on
),

windows as (
    select distinct
        inspections.half_year,
        'bulk_before_inspection' as question_id,
        inspections.inspected_on - 10 as from_on,
        inspections.inspected_on - 1 as to_on
    from inspections
    inner join bodies
        on bodies.half_year = inspections.half_year
        and inspections.subject_code in (bodies.body_code, bodies.street_code)
    union
    select half_year, 'bulk_before_half_year_end', ends_on - 9, ends_on
    from core.half_years
),

counts as (
    select
        windows.half_year,
        windows.question_id,
        windows.from_on,
        windows.to_on,
        body_entries.body_code,
        body_entries.area_type,
        any_value(body_entries.days) as days,
        count(*) as entries,
        count(*) filter (where body_entries.entered_on between windows.from_on and windows.to_on) as in_window
    from windows
    inner join body_entries on body_entries.half_year = windows.half_year
    group by all
),

shares as (
    select
        *,
        in_window / entries as share,
        (entries - in_window) / entries * 10 / (days - 10) as own_pace,
        (sum(in_window) over same_days - in_window) / nullif(sum(entries) over same_days - entries, 0) as others_share
    from counts
    window same_days as (partition by half_year, question_id, from_on, area_type)
),

concerned as (
    select shares.*
    from shares
    inner join bodies
        on bodies.half_year = shares.half_year
        and bodies.body_code = shares.body_code
    where shares.question_id = 'bulk_before_half_year_end'
        or exists (
            select 1 from inspections
            where inspections.half_year = shares.half_year
                and inspections.inspected_on - 1 = shares.to_on
                and inspections.subject_code in (bodies.body_code, bodies.street_code)
        )
)

select
    half_year,
    body_code,
    question_id,
    round(max(share) * 100) as figure_pct,
    round(max_by(greatest(own_pace, others_share), share) * 100) as usual_pct,
    max_by(entries, share) as rests_on
from concerned
where entries >= 30
    and share >= 0.3
    and share >= 3 * greatest(own_pace, others_share)
group by half_year, body_code, question_id
