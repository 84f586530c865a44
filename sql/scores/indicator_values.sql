-- Points won by indicator, body and side: the value in percent on the line from zero to target, clipped to the points.
-- Nothing due: not applicable. Due but not delivered: no points, `no_data`. Every half-year is scored under every scheme
-- version; the one of its date is its own.
-- zh: 各指标按辖区和城乡侧的得分：指标值在零分值与目标值之间按比例得分。无应办的不适用；
-- zh: 应办而未报的为零分（no_data）。每个半年都按每版方案计分，当期那版为准。
-- Grain: one indicator, body and side in one half-year, on one basis, under one scheme.
-- Key: half_year, basis, scheme_from, body_code, part, indicator_id.
with pooled_values as (
    select * from scores.pooled_values
),

bodies as (
    select * from scores.bodies
),

scheme_lines as (
    select * from rules.scheme_lines where points > 0
),

valued as (
    select
        pooled_values.*,
        scheme_lines.scheme_from,
        scheme_lines.points,
        scheme_lines.target_pct,
        scheme_lines.zero_pct,
        100.0 * pooled_values.numerator / nullif(pooled_values.denominator, 0) as value_pct,
        case
            when not pooled_values.is_delivered then 'no_data'
            when pooled_values.denominator = 0 then 'not_applicable'
            else 'ok'
        end as status
    from pooled_values
    inner join bodies
        on bodies.half_year = pooled_values.half_year
        and bodies.basis = pooled_values.basis
        and bodies.body_code = pooled_values.body_code
    inner join scheme_lines
        on scheme_lines.indicator_id = pooled_values.indicator_id
        and scheme_lines.area_type = pooled_values.part
        and (scheme_lines.scheme_from = bodies.own_scheme_from or pooled_values.basis <> 'previous')
)

select
    half_year,
    basis,
    scheme_from,
    body_code,
    part,
    indicator_id,
    numerator,
    denominator,
    value_pct,
    case status
        -- direction needs no branch: for `lower` both differences change their sign
        when 'ok' then points * least(greatest((value_pct - zero_pct) / (target_pct - zero_pct), 0), 1)
        when 'no_data' then 0
    end as points_won,
    points,
    target_pct,
    zero_pct,
    status
from valued
