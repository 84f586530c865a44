-- Value and points of every indicator for every body in every half-year, with the body's name.
-- zh: 各辖区每个半年各指标的指标值和得分，附辖区名称。
select
    measured.half_year,
    measured.body_code,
    bodies.body_name,
    bodies.body_level,
    measured.part,
    measured.indicator_id,
    measured.value_pct,
    measured.points_won,
    measured.points,
    measured.status
from snapshot.marts.indicator_values as measured
left join snapshot.marts.scores as bodies
    on bodies.half_year = measured.half_year and bodies.body_code = measured.body_code
