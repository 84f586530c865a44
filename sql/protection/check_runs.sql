-- What became of every check as it may be published: the district's count of findings about persons is withheld where it is
-- small, or where a small one of a body could be worked out from it.
-- zh: 可以公布的各项核查结果：涉及个人的全区问题数较小、或能由它推出某辖区小数的，隐去。
-- Grain: one check on the date of knowledge. Key: check_id.
with check_runs as (
    select * from quality.check_runs
)

select
    as_of_date,
    check_id,
    severity,
    effect,
    found_by,
    state,
    {{ protected('check_runs', 'findings') }} as findings,
    {{ is_withheld('check_runs', 'findings') }} as is_suppressed
from check_runs
