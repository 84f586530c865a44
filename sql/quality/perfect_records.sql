-- Bodies at exactly 100 % on several indicators of registration of which other evidence says otherwise: files without the
-- evidence that their class needs, or errors in the pages that an inspection of the body sampled.
-- Asked from three indicators on, each of at least 20 cases, so that 100 % is no accident of few; and only where a twentieth
-- or more of files or sampled pages is at fault, and more than in the other bodies taken together.
-- zh: 几项登记指标恰为100%而其他材料说法不同的辖区：档案缺少分类依据，或督查抽查的户页有错；至少三项、
-- zh: 每项至少20例，且差错达二十分之一以上并高于其他辖区才提出询问。
-- Grain: one body and question in one half-year. Key: half_year, body_code, question_id.
with bodies as (
    select * from core.body_half_years
),

indicator_values as (
    select * from figures.indicator_values where status = 'ok' and denominator >= 20
),

perfect_indicators as (
    select half_year, body_code, indicator_id
    from indicator_values
    where indicator_id in (
        'building_ledger_coverage_rate',
        'certificate_coverage_rate',
        'floating_file_coverage_rate',
        'household_page_coverage_rate',
        'ledger_update_timeliness_rate',
        'management_class_assignment_rate',
        'nine_kind_completeness_rate',
        'required_field_completeness_rate',
        'residence_basis_consistency_rate'
    )
    group by half_year, body_code, indicator_id
    having min(value_pct) = 100
),

perfect_bodies as (
    select half_year, body_code, count(*) as indicators
    from perfect_indicators
    group by half_year, body_code
    having count(*) >= 3
),

evidence as (
    select
        'perfect_but_unevidenced' as question_id,
        bodies.half_year,
        bodies.body_code,
        count(*) filter (where not class_evidence.is_evidenced) as faults,
        count(*) as cases
    from bodies
    inner join core.class_evidence as class_evidence
        on class_evidence.as_of_date = bodies.ends_on
        and class_evidence.body_code = bodies.body_code
    where bodies.body_level = 'community'
    group by bodies.half_year, bodies.body_code
    union all
    select
        'perfect_but_sample_differs',
        half_year,
        subject_code,
        sum(coalesce(missed_households, 0) + coalesce(missed_persons, 0) + coalesce(wrong_cells, 0)),
        sum(sampled_pages)
    from staging.inspections
    where sampled_pages > 0
    group by half_year, subject_code
),

beside_others as (
    select
        *,
        (sum(faults) over all_bodies - faults) / nullif(sum(cases) over all_bodies - cases, 0) as others_share
    from evidence
    window all_bodies as (partition by question_id, half_year)
),

dates as (
    select half_years.half_year, as_of_dates.smallest_published_cell
    from core.half_years as half_years
    inner join core.as_of_dates as as_of_dates on as_of_dates.as_of_date = half_years.ends_on
)

select
    perfect_bodies.half_year,
    perfect_bodies.body_code,
    beside_others.question_id,
    round(beside_others.faults / beside_others.cases * 100) as figure_pct,
    round(beside_others.others_share * 100) as usual_pct,
    perfect_bodies.indicators as rests_on
from perfect_bodies
inner join beside_others
    on beside_others.half_year = perfect_bodies.half_year
    and beside_others.body_code = perfect_bodies.body_code
inner join dates on dates.half_year = perfect_bodies.half_year
where beside_others.faults >= dates.smallest_published_cell
    and beside_others.faults >= beside_others.cases * 0.05
    and beside_others.faults / beside_others.cases > coalesce(beside_others.others_share, 0)
