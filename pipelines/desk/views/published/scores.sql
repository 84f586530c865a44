-- Score and rank of every body in every half-year.
-- zh: 各辖区每个半年的成绩和名次。
select
    half_year,
    body_code,
    body_name,
    body_level,
    scheme,
    score,
    rank,
    status,
    vetoed
from snapshot.marts.scores
