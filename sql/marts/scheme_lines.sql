-- The lines of every assessment scheme version, by area: what each indicator is called, what it weighs, and the values from
-- which it wins all and none of its points.
-- zh: 各版考核方案的每一行，分城区和农村：指标名称、分值、满分值和零分值。
-- Grain: one indicator of one scheme version for one area type. Key: scheme_from, area_type, indicator_id.
with scheme_lines as (
    select * from rules.scheme_lines
    union by name
    select * exclude (half_year) from frozen.scheme_lines
    where scheme_from not in (select scheme_from from rules.scheme_lines)
)

select
    scheme_from,
    area_type,
    scheme_line,
    indicator_group,
    indicator_id,
    label_zh,
    case when target_pct > zero_pct then 'higher' else 'lower' end as better,
    points,
    target_pct,
    zero_pct
from scheme_lines
where points > 0
