-- Why a body's score of a frozen half-year would come out otherwise now: the causes of its indicators, later populations
-- and divisions where its weights differ, later rulings where its veto differs, divisions where its name or place does.
-- `league` is the one in which the body is ranked, frozen or now.
-- zh: 冻结半年的辖区成绩若现在重算为何不同：其指标的原因；权重不同则为人口和区划；否决不同则为后来的裁定；
-- zh: 名称或所属不同则为区划。
-- Grain: one cause, and delivery where there is one, of one body in one league.
-- Key: half_year, body_code, league, cause, delivery_no.
with differences as (
    select * from frozen.differences where figure_table in ('scores', 'score_parts')
),

leagues as (
    select half_year, body_code, league from frozen.scores
    union
    select half_year, body_code, league from figures.scores
),

explained_by as (
    select
        half_year,
        body_code,
        unnest(case
            when figure in ('population', 'share') then ['populations', 'divisions']
            when figure in ('vetoed', 'commendation_eligible') then ['rulings']
            when figure in ('body_name', 'body_level', 'street_code', 'scheme', 'league') then ['divisions']
        end) as table_name
    from differences
),

causes as (
    select half_year, body_code, cause, delivery_no from frozen.indicator_causes
    union
    select
        explained_by.half_year,
        explained_by.body_code,
        case when later_sheets.table_name = 'rulings' then 'records' else later_sheets.table_name end,
        later_sheets.delivery_no
    from explained_by
    inner join frozen.later_sheets as later_sheets
        on later_sheets.half_year = explained_by.half_year
        and later_sheets.table_name = explained_by.table_name
    union
    select differences.half_year, differences.body_code, rule_changes.cause, null
    from differences
    inner join frozen.rule_changes as rule_changes on rule_changes.half_year = differences.half_year
    where differences.figure in ('status', 'scheme_from')
        and (rule_changes.cause = 'scheme') = (differences.figure = 'scheme_from')
)

select
    causes.half_year,
    causes.body_code,
    leagues.league,
    causes.cause,
    causes.delivery_no
from causes
left join leagues
    on leagues.half_year = causes.half_year
    and leagues.body_code = causes.body_code
