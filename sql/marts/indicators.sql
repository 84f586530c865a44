-- Every indicator that is counted: in words, with the contract tables and the settings that it rests on.
-- zh: 每项指标的说明，以及它所依据的来件各表和设置。
-- Grain: one indicator. Key: indicator_id.
with meanings as (
    select * from rules.indicator_meanings
),

indicators as (
    select * from rules.indicators
),

indicator_tables as (
    select indicator_id, string_agg(table_name, ', ' order by table_name) as contract_tables
    from rules.indicator_tables
    group by indicator_id
),

indicator_settings as (
    select indicator_id, string_agg(setting, ', ' order by setting) as settings_used
    from rules.indicator_settings
    group by indicator_id
)

select
    meanings.indicator_id,
    indicators.counted_zh,
    meanings.counted_en,
    indicator_tables.contract_tables,
    indicator_settings.settings_used
from meanings
left join indicators on indicators.indicator_id = meanings.indicator_id
left join indicator_tables on indicator_tables.indicator_id = meanings.indicator_id
left join indicator_settings on indicator_settings.indicator_id = meanings.indicator_id
