-- Why a file is rejected, a row held back or passed over: a sentence and a remedy for each reason.
-- zh: 文件为何拒收、行为何扣留或剔除：每种原因一句话和一个办法。
-- Grain: one reason. Key: reason_code.
with reasons as (
    select * from rules.reasons
)

select
    reason_code,
    applies_to,
    sentence_zh,
    sentence_en,
    remedy_zh,
    remedy_en
from reasons
