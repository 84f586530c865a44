-- Class counts of communities summed by street and for the district, with the sum of all classes as class `all`:
-- small cells hidden, and with each at least one more of its street and of its class.
-- Streets are those the communities belonged to on that date (`own`) and those they lie in today (`today`).
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

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
),

districts as (
    select min(division_code) as division_code, min(division_name) as division_name
    from core.divisions
    where division_level = 'district'
),

summed as (
    select
        class_counts.as_of_date,
        class_counts.boundaries,
        coalesce(class_counts.street_code, districts.division_code) as division_code,
        coalesce(class_counts.street_name, districts.division_name) as division_name,
        case when class_counts.street_code is null then 'district' else 'street' end as division_level,
        coalesce(class_counts.management_class, 'all') as management_class,
        sum(class_counts.women) as women
    from (
        select as_of_date, boundaries, street_code, street_name, management_class, women from class_counts
        where street_code is not null
        union all
        select as_of_date, boundaries, street_code, street_name, null, women from class_counts
        where street_code is not null
        union all
        select as_of_date, boundaries, null, null, management_class, women from class_counts
        union all
        select as_of_date, boundaries, null, null, null, women from class_counts
    ) as class_counts
    cross join districts
    group by all
),

cells_0 as (
    select
        summed.*,
        coalesce(summed.women between 1 and dates.smallest_published_cell - 1, false) as is_hidden
    from summed
    inner join dates on dates.as_of_date = summed.as_of_date
),

{% for step in range(6) %}
{% set line = 'division_code' if step % 2 == 0 else 'management_class' %}
cells_{{ step + 1 }} as (
    select
        * replace (
            is_hidden or (
                women > 0
                and management_class <> 'all'
                and division_level = 'street'
                and count(*) filter (where is_hidden and division_level = 'street') over same_line = 1
                and row_number() over (
                    partition by as_of_date, boundaries, {{ line }}
                    order by
                        is_hidden
                        or coalesce(women, 0) = 0
                        or management_class = 'all'
                        or division_level = 'district',
                        women,
                        division_code,
                        management_class
                ) = 1
            ) as is_hidden
        )
    from cells_{{ step }}
    window same_line as (partition by as_of_date, boundaries, {{ line }})
),

{% endfor %}
final_cells as (
    select * from cells_6
)

select
    as_of_date,
    boundaries,
    division_code,
    division_name,
    division_level,
    management_class,
    case when not is_hidden then women end as women,
    is_hidden as is_suppressed
from final_cells
