-- Half-years whose figures are frozen, with the hashes of what they rest on and of the figures themselves.
-- zh: 已冻结的半年，以及所据材料和各数的哈希值。
-- Grain: one frozen half-year. Key: half_year.
with half_years as (
    select * from frozen.half_years
)

select
    half_year,
    frozen_at,
    as_of_date,
    scheme_from,
    deliveries,
    inputs_sha256,
    rules_sha256,
    figures_sha256
from half_years
