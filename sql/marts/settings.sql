-- Every dated setting: its value from a day on, in which unit, and what it sets.
-- zh: 每项设置从何日起是什么值、什么单位、什么含义。
-- Grain: one setting from one day on. Key: setting, valid_from.
with settings as (
    select * from rules.settings
),

meanings as (
    select * from rules.setting_meanings
)

select
    settings.setting,
    settings.valid_from,
    settings.value,
    meanings.unit,
    meanings.meaning_zh,
    meanings.meaning_en
from settings
left join meanings on meanings.setting = settings.setting
