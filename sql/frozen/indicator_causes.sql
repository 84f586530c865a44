-- Why an indicator of a frozen half-year would come out otherwise now: where its points, target or zero differ, the scheme;
-- where what it counted differs, the settings it reads and the sheets it reads that have landed since. Divisions and
-- populations are named apart from other records.
-- zh: 冻结半年的指标若现在重算为何不同：分值、目标、零分值不同为方案；计数不同为所读的设置和此后到达的表；区划和人口另列。
-- Grain: one cause, and delivery where there is one, of one indicator, body and side.
-- Key: half_year, body_code, part, indicator_id, cause, delivery_no.
with differences as (
    select * from frozen.differences where indicator_id is not null
),

rule_changes as (
    select * from frozen.rule_changes
),

changed_lines as (
    select half_year, indicator_id, part from rule_changes where cause = 'scheme'
),

changed_rows as (
    select
        differences.half_year,
        differences.body_code,
        differences.part,
        differences.indicator_id,
        changed_lines.indicator_id is not null as has_other_line,
        bool_or(
            differences.figure not in ('points', 'target_pct', 'zero_pct', 'points_won', 'points_lost', 'score_lost')
            -- a line that the scheme gained or lost brings or takes its counts with it
            and (
                changed_lines.indicator_id is null
                or (differences.frozen_value is not null and differences.current_value is not null)
            )
        ) as is_counted_otherwise
    from differences
    left join changed_lines
        on changed_lines.half_year = differences.half_year
        and changed_lines.indicator_id = differences.indicator_id
        and changed_lines.part = differences.part
    group by all
),

later_sheets as (
    select later_sheets.half_year, readers.indicator_id, later_sheets.table_name, later_sheets.delivery_no
    from frozen.later_sheets as later_sheets
    inner join rules.indicator_tables as readers on readers.table_name = later_sheets.table_name
)

select half_year, body_code, part, indicator_id, 'scheme' as cause, cast(null as integer) as delivery_no
from changed_rows
where has_other_line
union
select changed_rows.half_year, changed_rows.body_code, changed_rows.part, changed_rows.indicator_id, rule_changes.cause, null
from changed_rows
inner join rule_changes
    on rule_changes.half_year = changed_rows.half_year
    and rule_changes.indicator_id = changed_rows.indicator_id
where rule_changes.cause = 'settings'
    and changed_rows.is_counted_otherwise
union
select
    changed_rows.half_year,
    changed_rows.body_code,
    changed_rows.part,
    changed_rows.indicator_id,
    case when later_sheets.table_name in ('divisions', 'populations') then later_sheets.table_name else 'records' end,
    later_sheets.delivery_no
from changed_rows
inner join later_sheets
    on later_sheets.half_year = changed_rows.half_year
    and later_sheets.indicator_id = changed_rows.indicator_id
where changed_rows.is_counted_otherwise
