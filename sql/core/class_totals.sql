-- Class counts of communities summed by street and for the district, with the sum of all classes as class `all`; unprotected.
-- Streets are those the communities belonged to on that date (`own`) and those they lie in today (`today`).
-- zh: 社区的分类人数按街道和全区合计，另有各类合计（all）；未经保护。街道分当日所属（own）和现行所属（today）两种。
-- Grain: one street, or the district, and class at one month's end within one set of boundaries.
-- Key: as_of_date, boundaries, division_code, management_class.
with own_counts as (
    select * from core.class_counts where body_level = 'community'
),

class_counts as (
    select *, 'own' as boundaries
    from own_counts
    union all
    select
        own_counts.* replace (
            successors.street_code_today as street_code,
            successors.street_name_today as street_name
        ),
        'today'
    from own_counts
    inner join core.successors as successors
        on successors.as_of_date = own_counts.as_of_date
        and successors.body_code = own_counts.body_code
),

districts as (
    select min(division_code) as division_code, min(division_name) as division_name
    from core.divisions
    where division_level = 'district'
),

counts as (
    select as_of_date, boundaries, street_code, street_name, management_class, women from class_counts
    where street_code is not null
    union all
    select as_of_date, boundaries, street_code, street_name, null, women from class_counts
    where street_code is not null
    union all
    select as_of_date, boundaries, null, null, management_class, women from class_counts
    union all
    select as_of_date, boundaries, null, null, null, women from class_counts
)

select
    counts.as_of_date,
    counts.boundaries,
    coalesce(counts.street_code, districts.division_code) as division_code,
    coalesce(counts.street_name, districts.division_name) as division_name,
    case when counts.street_code is null then 'district' else 'street' end as division_level,
    coalesce(counts.management_class, 'all') as management_class,
    sum(counts.women) as women
from counts
cross join districts
group by all
