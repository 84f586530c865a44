-- Every count of women just as it is about to be published; withheld ones are null.
-- zh: 即将公布的每个妇女人数，隐去的为空。
-- Grain: one count. Key: cell.
{{ every_published_cell('women') }}
