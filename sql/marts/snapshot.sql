-- The date of knowledge of this snapshot.
-- Grain: one row. Key: as_of_date.
select as_of_date
from rules.run
