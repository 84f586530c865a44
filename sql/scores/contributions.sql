-- What each body, unit or post adds to each value it counts in: a community's row to its own value and, where pooled, to
-- that of its street on the community's side.
-- zh: 每个辖区、单位或岗位对所计入的每个数值贡献多少：社区的行计入本身，汇总的还计入所在街道的同侧。
-- Grain: one indicator, body, side and source in one half-year on one basis.
-- Key: indicator_id, half_year, basis, body_code, part, source_code.
with measurements as (
    select * from scores.placed_measurements
),

bodies as (
    select * from scores.bodies where charged_part is not null
),

sided_measurements as (
    select
        measurements.*,
        bodies.street_code,
        bodies.body_level,
        bodies.charged_part as part
    from measurements
    inner join bodies
        on bodies.half_year = measurements.half_year
        and bodies.basis = measurements.basis
        and bodies.body_code = measurements.body_code
)

select indicator_id, half_year, basis, body_code, part, source_code, numerator, denominator, is_delivered
from sided_measurements
union all
select indicator_id, half_year, basis, street_code, part, source_code, numerator, denominator, is_delivered
from sided_measurements
where body_level in ('community', 'village')
    and is_pooled
    and street_code is not null
