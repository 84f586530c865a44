-- Public units (employers) with their validity (from inclusive, to exclusive) and jurisdiction street.
-- zh: 公共单位（用人单位）及其有效期（含起日，不含止日）和所在街道。
-- Grain: one version of a unit. Key: unit_code, valid_from.
with units as (
    select * from staging.units
)

select
    unit_code,
    valid_from,
    valid_to,
    coalesce(nullif(unit_name, '#'), unit_code) as unit_name,
    unit_type,
    affiliation_level,
    institution_tier = '2' as is_second_level,
    superior_unit_code,
    jurisdiction_street_code,
    location_community_code,
    agreement_signed_on,
    agreement_year,
    delivery_no
from units
