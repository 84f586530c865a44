-- Every count of findings about persons just as it is about to be published; withheld ones are null.
-- Grain: one count. Key: cell.
{{ every_published_cell('findings') }}
