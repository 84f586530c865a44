-- Findings by check and body as they may be published: of the checks about persons small counts are withheld, and others
-- from which they could be worked out.
-- Grain: one check and body on the date of knowledge. Key: check_id, body_code.
with finding_counts as (
    select * from quality.finding_counts
)

select
    as_of_date,
    check_id,
    severity,
    body_code,
    {{ protected('finding_counts', 'findings') }} as findings,
    {{ is_withheld('finding_counts', 'findings') }} as is_suppressed
from finding_counts
