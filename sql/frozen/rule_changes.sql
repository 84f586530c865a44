-- What a frozen half-year would be assessed by otherwise now: changed lines of its scheme, changed settings in force on its
-- last day; `part` is null where both sides are meant, `indicator_id` where a setting is read by scores themselves.
-- zh: 冻结半年若现在考核会依据的不同规则：变动的方案行和末日有效的设置。
-- Grain: one changed line or setting of a frozen half-year. Key: half_year, cause, indicator_id, part.
with half_years as (
    select half_years.half_year, half_years.scheme_from as frozen_scheme_from, current.scheme_from, current.ends_on
    from frozen.half_years as half_years
    inner join core.half_years as current on current.half_year = half_years.half_year
),

frozen_lines as (
    select half_years.half_year, lines.indicator_id, lines.area_type, lines.points, lines.target_pct, lines.zero_pct
    from half_years
    inner join frozen.scheme_lines as lines
        on lines.half_year = half_years.half_year
        and lines.scheme_from = half_years.frozen_scheme_from
),

current_lines as (
    select half_years.half_year, lines.indicator_id, lines.area_type, lines.points, lines.target_pct, lines.zero_pct
    from half_years
    inner join rules.scheme_lines as lines on lines.scheme_from = half_years.scheme_from
),

changed_lines as (
    select * from ((select * from frozen_lines) except (select * from current_lines)) as gone
    union all
    select * from ((select * from current_lines) except (select * from frozen_lines)) as come
),

frozen_settings as (
    select half_years.half_year, settings.setting, max_by(settings.value, settings.valid_from) as value
    from half_years
    inner join frozen.settings as settings
        on settings.half_year = half_years.half_year
        and settings.valid_from <= half_years.ends_on
    group by half_years.half_year, settings.setting
),

current_settings as (
    select half_years.half_year, settings.setting, max_by(settings.value, settings.valid_from) as value
    from half_years
    inner join rules.settings as settings on settings.valid_from <= half_years.ends_on
    group by half_years.half_year, settings.setting
),

changed_settings as (
    select coalesce(frozen.half_year, current.half_year) as half_year, coalesce(frozen.setting, current.setting) as setting
    from frozen_settings as frozen
    full join current_settings as current
        on current.half_year = frozen.half_year
        and current.setting = frozen.setting
    where frozen.value is distinct from current.value
)

select distinct half_year, 'scheme' as cause, indicator_id, area_type as part
from changed_lines
union all
select distinct changed_settings.half_year, 'settings', readers.indicator_id, cast(null as varchar)
from changed_settings
inner join rules.indicator_settings as readers on readers.setting = changed_settings.setting
union all
select distinct half_year, 'settings', cast(null as varchar), cast(null as varchar)
from changed_settings
