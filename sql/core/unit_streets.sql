-- Spans of time in which the same streets claim a unit (from inclusive, to exclusive): `street_code` where it is one.
-- zh: 同一些街道认领某单位的各段时间（含起日，不含止日）；只有一个时记入 street_code。
-- Grain: one span of a unit. Key: unit_code, valid_from.
with units as (
    select * from core.units
),

turns as (
    select unit_code, valid_from as turned_on from units
    union
    select unit_code, valid_to from units where valid_to is not null
),

spans as (
    select
        unit_code,
        turned_on as valid_from,
        lead(turned_on) over (partition by unit_code order by turned_on) as valid_to
    from turns
)

select
    spans.unit_code,
    spans.valid_from,
    spans.valid_to,
    case when count(distinct units.jurisdiction_street_code) = 1 then min(units.jurisdiction_street_code) end
        as street_code,
    min(units.location_community_code) as location_community_code
from spans
inner join units
    on units.unit_code = spans.unit_code
    and units.valid_from <= spans.valid_from
    and (units.valid_to is null or units.valid_to > spans.valid_from)
group by spans.unit_code, spans.valid_from, spans.valid_to
