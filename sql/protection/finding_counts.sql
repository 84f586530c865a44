-- Findings by check and body as they may be published: of the checks about persons small counts are withheld, and others
-- from which they could be worked out.
-- zh: 可以公布的按核查和辖区的问题数：涉及个人的隐去小数，以及能推出它们的其他数。
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
