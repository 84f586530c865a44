-- The date of knowledge of this snapshot.
-- zh: 本快照的统计时点和编号。
-- Grain: one row. Key: as_of_date.
select as_of_date
from rules.run
