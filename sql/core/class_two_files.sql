-- Co-managed files in communities on the last day of each half-year, with their unit's jurisdiction street on that day.
-- zh: 各半年末日社区中的协管类档案，及其单位当日所在的街道。
-- Grain: one file in one half-year. Key: half_year, delivery_no, sheet_no, row_no.
with half_years as (
    select * from core.half_years
),

files as (
    select * from core.files where management_class = '2' and body_level = 'community'
),

units as (
    select * from core.unit_half_years
)

select
    half_years.half_year,
    half_years.ends_on,
    half_years.slip_deadline_on,
    files.delivery_no,
    files.sheet_no,
    files.row_no,
    files.person_key,
    files.body_code,
    files.unit_code,
    units.street_code
from half_years
inner join files on files.as_of_date = half_years.ends_on
left join units
    on units.half_year = half_years.half_year
    and units.unit_code = files.unit_code
