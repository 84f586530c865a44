-- Figures of frozen half-years that would be others now, each with its cause: the published figure stays as it was frozen.
-- Of indicators whose counts are withheld the counts are left out, and the others have two decimals.
-- A rank, and what follows from the scores of others, has the causes of all in its league; what nothing else explains is
-- the program's where that has changed, or the date's (records that count from a day after the freezing), or of either.
-- zh: 已冻结的数现在会是多少、为何不同；公布的数仍按冻结时的。
-- Grain: one figure of a frozen half-year. Key: half_year, figure_table, body_code, part, indicator_id, item, figure.
with published_differences as (
    -- what no mart shows of the bodies and units behind a figure is not shown here either
    select * from frozen.differences where {{ published_figures() }}
),

indicator_values as (
    select half_year, body_code, part, indicator_id, is_suppressed from protection.indicator_values
),

differences as (
    select
        differences.* replace (
            case when values.is_suppressed then {{ half_up('frozen_number') }} else frozen_number end as frozen_number,
            case when values.is_suppressed then {{ half_up('current_number') }} else current_number end as current_number,
            case when values.is_suppressed then {{ half_up('difference') }} else difference end as difference
        )
    from published_differences as differences
    left join indicator_values as values
        on values.half_year = differences.half_year
        and values.body_code = differences.body_code
        and values.part = differences.part
        and values.indicator_id = differences.indicator_id
    where not coalesce(values.is_suppressed and differences.figure in ('numerator', 'denominator'), false)
),

half_years as (
    select
        half_years.half_year,
        case
            when half_years.program_sha256 = run.program_sha256 then 'date'
            when half_years.as_of_date = run.as_of_date then 'program'
            else 'date, program'
        end as remaining_cause
    from frozen.half_years as half_years
    cross join rules.run as run
),

body_causes as (
    select * from frozen.body_causes
),

leagues as (
    select distinct half_year, body_code, league from body_causes
    union
    select half_year, body_code, league from frozen.scores
),

causes as (
    select half_year, body_code, part, indicator_id, 'indicator' as reach, cause, delivery_no
    from frozen.indicator_causes
    union all
    select half_year, body_code, null, null, 'body', cause, delivery_no
    from body_causes
    union all
    select distinct leagues.half_year, leagues.body_code, null, null, 'league', body_causes.cause, body_causes.delivery_no
    from leagues
    inner join body_causes
        on body_causes.half_year = leagues.half_year
        and body_causes.league = leagues.league
),

reaching as (
    select
        *,
        case
            when figure = 'rank' then 'league'
            when figure = 'score_lost' or figure_table in ('scores', 'score_parts') then 'body'
            when indicator_id is not null then 'indicator'
            else 'league'
        end as reach
    from differences
),

explained as (
    select
        reaching.half_year,
        reaching.figure_table,
        reaching.body_code,
        reaching.part,
        reaching.indicator_id,
        reaching.item,
        reaching.figure,
        string_agg(distinct causes.cause, ', ' order by causes.cause) as cause,
        array_to_string(list_sort(list(distinct causes.delivery_no)), ', ') as cause_deliveries
    from reaching
    inner join causes
        on causes.half_year = reaching.half_year
        and causes.body_code = reaching.body_code
        and causes.reach = reaching.reach
        and (reaching.reach <> 'indicator' or (
            causes.part = reaching.part
            and causes.indicator_id = reaching.indicator_id
        ))
    group by all
)

select
    differences.half_year,
    differences.figure_table,
    differences.body_code,
    differences.part,
    differences.indicator_id,
    differences.item,
    differences.figure,
    {{ plain_value('differences.frozen_value', 'differences.frozen_number') }} as frozen_value,
    {{ plain_value('differences.current_value', 'differences.current_number') }} as current_value,
    {{ settled('differences.difference') }} as difference,
    coalesce(explained.cause, half_years.remaining_cause) as cause,
    explained.cause_deliveries
from differences
inner join half_years on half_years.half_year = differences.half_year
left join explained
    on explained.half_year = differences.half_year
    and explained.figure_table = differences.figure_table
    and explained.body_code = differences.body_code
    and explained.part is not distinct from differences.part
    and explained.indicator_id is not distinct from differences.indicator_id
    and explained.item is not distinct from differences.item
    and explained.figure = differences.figure
