-- Why a file is rejected, a row held back or passed over: a sentence and a remedy for each reason.
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
