-- Women with a file by place, class and one trait at a time, where the class counts of bodies, streets and the district do
-- not tell them; each counted once, unprotected. `all` is every value together.
-- zh: 按地域、类别及其他一项统计的在册妇女，不含分类人数表已有的数；每人只计一次，未经保护。all 为各值合计。
-- Grain: one place, class and value of a trait at one month's end.
-- Key: as_of_date, division_code, area_type, management_class, trait, trait_value.
with counted_traits as (
    select *, unnest([management_class, 'all']) as counted_class from core.counted_traits
),

places as (
    select * from core.counted_places
)

select
    places.as_of_date,
    places.division_code,
    places.division_name,
    places.division_level,
    places.street_code,
    places.street_name,
    places.area_type,
    counted_traits.counted_class as management_class,
    counted_traits.trait,
    counted_traits.trait_value,
    cast(sum(counted_traits.women) as bigint) as women
from counted_traits
inner join places
    on places.as_of_date = counted_traits.as_of_date
    and places.body_code = counted_traits.body_code
where case
    when counted_traits.trait <> 'all' then true
    when places.division_level in ('street', 'district') then places.area_type <> 'all'
    else counted_traits.counted_class = 'all'
end
group by all
