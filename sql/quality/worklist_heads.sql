-- What stands above the lines of each worklist: the body's name, and what its open findings about things (buildings, slips,
-- forms) cost of its score, by check. Findings about persons, their files or papers have no price: one on a single woman's
-- row would reward pressure on her.
-- zh: 各问题清单表头所列：辖区名称，以及不涉及个人的各项核查所关系的分数；涉及个人的问题不标分数。
-- Grain: one worklist. Key: returned_by_code.
with lines as (
    select * from quality.worklist_lines
),

named_bodies as (
    select division_code, max_by(division_name, valid_from) as body_name
    from core.divisions
    group by division_code
),

prices as (
    select list_code, check_id, sum(points_at_stake) as points
    from quality.listed_findings
    where check_id not in (select check_id from protection.personal_checks)
    group by list_code, check_id
),

told_prices as (
    select
        prices.list_code,
        string_agg(
            checks.label_zh || ' ' || cast(cast({{ half_up('prices.points') }} as decimal(9, 2)) as varchar) || ' 分',
            '；' order by prices.points desc, checks.id
        ) as prices_zh
    from prices
    inner join rules.checks as checks on checks.id = prices.check_id
    where prices.points >= 0.005
    group by prices.list_code
)

select
    lines.returned_by_code,
    any_value(named_bodies.body_name) as body_name,
    any_value(told_prices.prices_zh) as prices_zh
from lines
left join named_bodies on named_bodies.division_code = lines.returned_by_code
left join told_prices on told_prices.list_code = lines.returned_by_code
group by lines.returned_by_code
