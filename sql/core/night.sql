-- What this night rests on, as one hash over its date, the deliveries on record and the settings: two runs of one night have
-- the same, so that the second compares itself with the night before, not with the first.
-- zh: 本夜所依据的一切合为一个哈希：日期、已登记的来件和设置；同一夜重跑哈希相同，因此仍与前一夜相比。
-- Grain: the one night. Key: night.
with deliveries as (
    select coalesce(max(delivery_no), 0) as last_delivery_no from landing.arrivals
),

settings as (
    select string_agg(concat_ws(' ', setting, valid_from, value), ',' order by setting, valid_from) as in_words
    from rules.settings
)

select sha256(concat_ws('|', run.as_of_date, deliveries.last_delivery_no, settings.in_words)) as night
from rules.run as run
cross join deliveries
cross join settings
