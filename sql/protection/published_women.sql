-- Every count of women just as it is about to be published; withheld ones are null.
-- Grain: one count. Key: cell.
{{ every_published_cell('women') }}
