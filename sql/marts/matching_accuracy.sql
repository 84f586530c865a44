-- How well matching finds errors seeded into invented persons tonight, with 95 % intervals; no person is in it.
-- zh: 查重当夜对虚构人员中植入差错的识别准确度和 95% 区间；表中没有真人。
-- Grain: one kind of error, or overall. Key: error_kind.
with accuracy as (
    select * from matching.accuracy
)

select
    error_kind,
    pairs,
    found,
    wrong,
    precision,
    precision_low,
    precision_high,
    recall,
    recall_low,
    recall_high
from accuracy
