-- Women with a file in communities by the class that the file declares and the class that evidence says, on the last day of
-- each half-year that ledgers cover, by street and for the district, each counted once; unprotected.
-- zh: 各台账覆盖的半年末日，社区在册妇女按档案所报类别和依据所示类别的人数，分街道和全区，每人只计一次；未经保护。
-- Grain: one declared and one evidenced class of one street, or the district, in one half-year.
-- Key: half_year, division_code, management_class, evidenced_class.
with half_years as (
    select half_year, ends_on from core.half_years
),

class_totals as (
    select *
    from core.class_totals
    where boundaries = 'own'
        and management_class in ('main', 'co_managed', 'floating', 'unclassified')
),

bodies as (
    select as_of_date, body_code, street_code from core.bodies
),

files as (
    select
        evidence.as_of_date,
        bodies.street_code,
        case when evidence.management_class in ('1', '2', '3') then classes.label_en else 'unclassified' end
            as management_class,
        evidence.evidenced_class
    from core.class_evidence as evidence
    inner join bodies
        on bodies.as_of_date = evidence.as_of_date
        and bodies.body_code = evidence.body_code
    left join rules.codes as classes
        on classes.list_name = 'management_class'
        and classes.code = evidence.management_class
    where evidence.is_counted
        and evidence.body_level = 'community'
),

counts as (
    select as_of_date, street_code, management_class, evidenced_class, count(*) as women
    from files
    group by grouping sets (
        (as_of_date, street_code, management_class, evidenced_class),
        (as_of_date, management_class, evidenced_class)
    )
    having street_code is not null or grouping(street_code) = 1
)

select
    half_years.half_year,
    half_years.ends_on,
    class_totals.division_code,
    class_totals.division_name,
    class_totals.division_level,
    class_totals.management_class,
    said.evidenced_class,
    -- without any ledger nothing is known, which is not the same as none
    case when class_totals.women is not null then coalesce(counts.women, 0) end as women
from class_totals
inner join half_years on half_years.ends_on = class_totals.as_of_date
cross join (select unnest(['main', 'co_managed', 'floating', 'none']) as evidenced_class) as said
left join counts
    on counts.as_of_date = class_totals.as_of_date
    and coalesce(counts.street_code, 'district') = case
        when class_totals.division_level = 'district' then 'district'
        else class_totals.division_code
    end
    and counts.management_class = class_totals.management_class
    and counts.evidenced_class = said.evidenced_class
