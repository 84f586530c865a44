-- Findings of the checks that belong to an indicator, beside the points it lost: the body's own and, for a street, those of
-- its communities and villages. Findings are of the date of knowledge, so they stand beside the newest half-year alone.
-- A sum is withheld where a part of it is.
-- zh: 与指标有关的核查问题条数，列在失分之旁：辖区自己的，街道则含所辖社区、村；只有最近半年才有，
-- zh: 一部分隐去的合计也隐去。
-- Grain: one check of one indicator and body in one half-year. Key: half_year, body_code, indicator_id, check_id.
with newest as (
    select max(half_year) as half_year from core.half_years
),

bodies as (
    select body_half_years.*
    from core.body_half_years as body_half_years
    inner join newest on newest.half_year = body_half_years.half_year
),

placed_bodies as (
    select half_year, body_code, body_code as source_code from bodies
    union
    select half_year, street_code, body_code from bodies where street_code is not null
),

indicator_checks as (
    select * from marts.indicator_checks
),

finding_counts as (
    select * from marts.finding_counts
)

select
    placed_bodies.half_year,
    placed_bodies.body_code,
    indicator_checks.indicator_id,
    indicator_checks.check_id,
    case
        when not bool_or(finding_counts.is_suppressed) then cast(sum(finding_counts.findings) as bigint)
    end as findings,
    bool_or(finding_counts.is_suppressed) as is_suppressed
from placed_bodies
inner join finding_counts on finding_counts.body_code = placed_bodies.source_code
inner join indicator_checks on indicator_checks.check_id = finding_counts.check_id
group by placed_bodies.half_year, placed_bodies.body_code, indicator_checks.indicator_id, indicator_checks.check_id
