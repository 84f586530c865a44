-- Every indicator as counted, with numerator and denominator; exact, not for publication.
-- zh: 各指标的分子、分母和得分；确数，不得公布。
select
    measured.half_year,
    measured.body_code,
    bodies.body_name,
    bodies.body_level,
    measured.part,
    measured.indicator_id,
    measured.numerator,
    measured.denominator,
    measured.value_pct,
    measured.points_won
from warehouse.figures.indicator_values as measured
left join warehouse.figures.scores as bodies
    on bodies.half_year = measured.half_year and bodies.body_code = measured.body_code
