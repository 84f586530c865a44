-- How fast findings are mended in each street: the days within which half of them are, and the share that came back.
-- The half-life is the median of Kaplan and Meier over findings of known age: what is still open counts for the days it
-- has stood, so that nobody looks quick by the few that were mended; it is null while half are not. Fewer findings mended
-- than the smallest published cell tell nothing yet, and have no row, or no half-life where fewer of known age are; a
-- share that few findings about persons make is withheld.
-- zh: 各街道问题改得多快：改掉一半所需的天数（未改的按已存在的天数计入）和改后又出现的比例；条数太少的不列。
-- Grain: one street and check. Key: street_code, check_id.
with repairs as (
    select * from quality.repairs
),

lives as (
    select
        street_code,
        check_id,
        days_unmended,
        count(*) filter (where is_mended) as mended,
        sum(count(*)) over (partition by street_code, check_id order by days_unmended desc) as open_so_long
    from repairs
    where is_age_known
    group by street_code, check_id, days_unmended
),

survivals as (
    select
        street_code,
        check_id,
        days_unmended,
        product(1 - mended / open_so_long) over same_lives as share_unmended
    from lives
    window same_lives as (partition by street_code, check_id order by days_unmended)
),

half_lives as (
    select street_code, check_id, min(days_unmended) as half_life_days
    from survivals
    where {{ settled('share_unmended') }} <= 0.5
    group by street_code, check_id
),

counts as (
    select
        repairs.street_code,
        repairs.check_id,
        count(*) as mended,
        count(*) filter (where repairs.is_age_known) as mended_of_known_age,
        count(*) filter (where repairs.has_come_back) as come_back,
        {{ setting('smallest_published_cell', 'run.as_of_date') }} as smallest_published_cell
    from repairs
    cross join rules.run as run
    where repairs.is_mended
    group by repairs.street_code, repairs.check_id, run.as_of_date
)

select
    counts.street_code,
    counts.check_id,
    counts.mended as findings_mended,
    case
        when counts.mended_of_known_age >= counts.smallest_published_cell then cast(half_lives.half_life_days as double)
    end as half_life_days,
    case
        when personal_checks.check_id is null
            or (
                counts.come_back not between 1 and counts.smallest_published_cell - 1
                and counts.mended - counts.come_back not between 1 and counts.smallest_published_cell - 1
            )
            then counts.come_back / counts.mended
    end as share_come_back
from counts
left join half_lives
    on half_lives.street_code = counts.street_code
    and half_lives.check_id = counts.check_id
left join protection.personal_checks as personal_checks on personal_checks.check_id = counts.check_id
where counts.mended >= counts.smallest_published_cell
