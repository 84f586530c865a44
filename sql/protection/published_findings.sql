-- Every count of findings about persons just as it is about to be published; withheld ones are null.
-- zh: 即将公布的每个涉及个人的问题数，隐去的为空。
-- Grain: one count. Key: cell.
{{ every_published_cell('findings') }}
