-- Class counts as they may be published: small cells hidden, and with each at least one more in its body and its street,
-- so that no published sum gives it away.
-- Grain: one body and class at one month's end. Key: as_of_date, body_code, management_class.
with class_counts as (
    select * from core.class_counts
),

dates as (
    select as_of_date, smallest_published_cell from core.as_of_dates
),

cells_0 as (
    select
        class_counts.*,
        coalesce(class_counts.women between 1 and dates.smallest_published_cell - 1, false) as is_hidden
    from class_counts
    inner join dates on dates.as_of_date = class_counts.as_of_date
),

{% for step in range(6) %}
{% set line = 'body_code' if step % 2 == 0 else 'street_code, body_level, management_class' %}
cells_{{ step + 1 }} as (
    select
        * replace (
            is_hidden or (
                women > 0
                and count(*) filter (where is_hidden) over same_line = 1
                and row_number() over (
                    partition by as_of_date, {{ line }}
                    order by is_hidden or coalesce(women, 0) = 0, women, body_code, management_class
                ) = 1
            ) as is_hidden
        )
    from cells_{{ step }}
    window same_line as (partition by as_of_date, {{ line }})
),

{% endfor %}
final_cells as (
    select * from cells_6
)

select
    as_of_date,
    street_code,
    street_name,
    body_code,
    body_name,
    body_level,
    area_type,
    management_class,
    case when not is_hidden then women end as women,
    is_hidden as is_suppressed
from final_cells
