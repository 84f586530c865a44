-- Stocks and flows of files as they may be published: small ones withheld, and others from which they could be worked out.
-- zh: 可以公布的档案存量和流量：隐去小数，以及能推出它们的其他数。
-- Grain: one community, or ALL, between two snapshot dates. Key: from_date, to_date, body_code.
with movements as (
    select * from core.movements
),

protected_movements as (
    select
        from_date,
        to_date,
        body_code,
{% for count in ['files_before', 'missed_filed', 'opened_other', 'transferred_to_villages', 'closed_other', 'files_after'] %}
        {{ protected('movements', count) }} as {{ count }}{{ ',' if not loop.last }}
{% endfor %}
    from movements
)

select
    from_date,
    to_date,
    body_code,
    files_before,
    missed_filed,
    opened_other,
    transferred_to_villages,
    closed_other,
    files_after,
    files_before + missed_filed + opened_other + transferred_to_villages + closed_other + files_after is null as is_suppressed
from protected_movements
