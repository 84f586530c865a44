-- Administrative divisions with their validity (from inclusive, to exclusive) and readable area types.
-- zh: 行政区划及其有效期（含起日，不含止日）和城乡类别。
-- Grain: one version of a division. Key: division_code, valid_from.
with divisions as (
    select * from staging.divisions
),

area_types as (
    select code, label_en from rules.codes where list_name = 'area_type'
)

select
    divisions.division_code,
    divisions.valid_from,
    divisions.valid_to,
    coalesce(nullif(divisions.division_name, '#'), divisions.division_code) as division_name,
    divisions.division_level,
    divisions.parent_code,
    divisions.scheme_type,
    area_types.label_en as area_type,
    divisions.pilot_flag,
    divisions.predecessor_code,
    divisions.delivery_no
from divisions
left join area_types on area_types.code = divisions.area_type
