-- Change lines of each half-year, by the date they occurred.
-- zh: 各半年的变动明细，按发生日期归入。
-- Grain: one change line in its half-year. Key: half_year, delivery_no, sheet_no, row_no.
with half_years as (
    select * from core.half_years
),

change_lines as (
    select * from staging.change_lines
)

select
    half_years.half_year,
    half_years.starts_on,
    half_years.ends_on,
    half_years.entry_days,
    change_lines.delivery_no,
    change_lines.sheet_no,
    change_lines.row_no,
    change_lines.person_key,
    change_lines.community_code as body_code,
    change_lines.change_kind,
    change_lines.occurred_on
from half_years
inner join change_lines on change_lines.occurred_on between half_years.starts_on and half_years.ends_on
