-- Deliveries and what became of their rows, with the path under which each lay in the inbox (never published) as it is told
-- past layer 1; where that has # its sender finds the file by the time, China's, at which it was last saved.
-- zh: 各份报送及其各行的去向，含在收件箱中的路径（从不公布，按第一层以后的写法）；其中有 # 的加写最后存盘时间（北京时间），便于报送者查找。
-- Grain: one delivery. Key: delivery_no.
with deliveries as (
    select * from l1.received.deliveries
),

contracts as (
    select table_name, contract from rules.sheets
),

counted_rows as (
    select
        sheet_rows.delivery_no,
        string_agg(distinct contracts.contract, ';' order by contracts.contract) as source,
        sum(sheet_rows.rows_seen) as rows_seen,
        sum(sheet_rows.rows_accepted) as rows_accepted,
        sum(sheet_rows.rows_quarantined) as rows_quarantined,
        sum(sheet_rows.rows_excluded) as rows_excluded
    from landing.sheet_rows as sheet_rows
    inner join contracts on contracts.table_name = sheet_rows.table_name
    group by sheet_rows.delivery_no
)

select
    deliveries.delivery_no,
    deliveries.sha256,
    told_names.told_name
    || case
        when contains(told_names.told_name, '#') and deliveries.modified_ns > 0
            then strftime(make_timestamp(deliveries.modified_ns // 1000) + interval 8 hours, ' [%Y-%m-%d %H:%M]')
        else ''
    end as delivered_as,
    deliveries.received_at,
    counted_rows.source,
    deliveries.status,
    deliveries.reason_code,
    deliveries.detail,
    coalesce(counted_rows.rows_seen, 0) as rows_seen,
    coalesce(counted_rows.rows_accepted, 0) as rows_accepted,
    coalesce(counted_rows.rows_quarantined, 0) as rows_quarantined,
    coalesce(counted_rows.rows_excluded, 0) as rows_excluded
from deliveries
inner join landing.told_names as told_names
    on told_names.delivery_no = deliveries.delivery_no
    and told_names.sheet_no is null
left join counted_rows on counted_rows.delivery_no = deliveries.delivery_no
