-- Checks whose findings are persons, their papers or rows about them, so that a small count of them is a small cell.
-- zh: 所查为个人、其证件或其行的核查；这些核查的小数属于小单元格。
-- Grain: one check. Key: check_id.
with checks as (
    select * from rules.checks
)

select id as check_id
from checks
where subject in ('person', 'file', 'row', 'page', 'slip line', 'certificate', 'registration', 'post')
