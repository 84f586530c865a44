-- Every count of findings about persons, and of rows held back, just as it is about to be published; withheld ones are null.
-- Of the rows that files held back those are told that the choice counted on.
-- zh: 即将公布的每个涉及个人的问题数和隔离行数，隐去的为空；来件隔离的总行数中列出选择时视为已告知的。
-- Grain: one count. Key: cell.
{{ every_published_cell('findings') }}
union all
select cell, women
from protection.findings_cells
where cell like 'files|%' and cell not in (select cell from protection.withheld_findings)
