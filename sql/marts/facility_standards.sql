-- Facility items in place in each community and village at the end of the newest half-year, against those that the
-- standard demands; optional items are told and never missed.
-- zh: 最近半年末各社区、村的阵地项目与标准的对照；标准不要求的也列出，但不算缺。
-- Grain: one body. Key: body_code.
with facilities as (
    select * from marts.facilities
)

select
    body_code,
    body_name,
    body_level,
    street_code,
    street_name,
    count(*) filter (where is_mandatory) as mandatory_items,
    count(*) filter (where is_mandatory and in_place) as mandatory_in_place,
    count(*) filter (where is_mandatory and not in_place) as mandatory_missing,
    count(*) filter (where not is_mandatory and in_place) as optional_in_place,
    bool_and(in_place or not is_mandatory) as is_up_to_standard
from facilities
group by body_code, body_name, body_level, street_code, street_name
