-- What this snapshot rests on: the date of knowledge, the program, and hashes of the files opened and of what the settings
-- and the schemes say.
-- zh: 本快照的依据：统计时点、程序，以及来件、设置和考核方案的哈希值。
-- Grain: one row. Key: as_of_date.
with run as (
    select * from rules.run
),

inputs as (
    select
        count(distinct sha256) as files_opened,
        sha256(coalesce(string_agg(distinct sha256, chr(10) order by sha256), '')) as inputs_sha256
    from landing.deliveries
),

settings as (
    select sha256(string_agg(concat_ws(',', setting, valid_from, value), chr(10) order by setting, valid_from))
        as settings_sha256
    from rules.settings
),

schemes as (
    select
        sha256(string_agg(
            concat_ws(',', scheme_from, area_type, indicator_id, label_zh, indicator_group, points, target_pct, zero_pct),
            chr(10) order by scheme_from, area_type, indicator_id
        )) as schemes_sha256
    from rules.scheme_lines
)

select
    run.as_of_date,
    run.program_version,
    run.program_sha256,
    inputs.files_opened,
    inputs.inputs_sha256,
    settings.settings_sha256,
    schemes.schemes_sha256
from run
cross join inputs
cross join settings
cross join schemes
