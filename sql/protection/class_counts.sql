-- Class counts as they may be published: small cells withheld, and others from which they could be worked out.
-- zh: 可以公布的分类人数：隐去小单元格，以及能推出它们的其他数。
-- Grain: one body and class at one month's end. Key: as_of_date, body_code, management_class.
with class_counts as (
    select * from core.class_counts
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
    {{ protected('class_counts', 'women') }} as women,
    {{ is_withheld('class_counts', 'women') }} as is_suppressed
from class_counts
