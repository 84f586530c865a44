-- Every figure of a frozen half-year that would be another one if it were reckoned now, from the records, rules and program
-- of today; differences below a thousand-millionth are the order of a sum. A figure that no frozen half-year knew, because
-- the program then had no such figure, is no difference. Values are JSON: a text stands in quotation marks.
-- zh: 冻结半年中若按今天的数据、规则和程序重算会不同的每个数；小于十亿分之一的是求和先后所致，
-- zh: 冻结时程序没有的数不算。值以 JSON 记。
-- Grain: one figure of a frozen half-year.
-- Key: half_year, figure_table, body_code, part, indicator_id, item, figure.
with half_years as (
    select half_years.half_year, half_years.program_sha256 = run.program_sha256 as is_same_program
    from frozen.half_years as half_years
    cross join rules.run as run
),

frozen_figures as (
    {{ every_figure('frozen') }}
),

current_figures as (
    {{ every_figure('figures') }}
),

figures as (
    select *, true as is_frozen from frozen_figures
    union all
    select *, false from current_figures
),

compared as (
    select
        half_year,
        figure_table,
        body_code,
        part,
        indicator_id,
        item,
        figure,
        max(figure_value) filter (where is_frozen) as frozen_value,
        max(figure_value) filter (where not is_frozen) as current_value
    from figures
    where half_year in (select half_year from half_years)
    group by half_year, figure_table, body_code, part, indicator_id, item, figure
),

known as (
    select
        compared.*,
        try_cast(frozen_value as double) as frozen_number,
        try_cast(current_value as double) as current_number,
        half_years.is_same_program or count(frozen_value) over (
            partition by compared.half_year, figure_table, figure
        ) > 0 as was_known
    from compared
    inner join half_years on half_years.half_year = compared.half_year
)

select
    half_year,
    figure_table,
    body_code,
    part,
    indicator_id,
    item,
    figure,
    frozen_value,
    current_value,
    frozen_number,
    current_number,
    current_number - frozen_number as difference
from known
where was_known
    and frozen_value is distinct from current_value
    and coalesce(abs(current_number - frozen_number) > 1e-9, true)
