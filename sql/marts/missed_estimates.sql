-- How many women neither of two registers shows, estimated by street from how the ledgers overlap with the notice slips
-- (co_managed) and with open inflow registrations (floating), with the 95 % interval; `all` sums the two.
-- It assumes that both registers are of the same women at the half-year's end, that a woman is recognised by her citizen
-- ID in both, and that standing in one says nothing about standing in the other. Ledgers are partly written from slips and
-- registrations, so the same women are missed by both and the true number is rather higher. Main women, whom no other register
-- could show, and the women of villages and of units that send no slips at all are outside.
-- zh: 台账与通报单（协管类）、台账与未注销的流入登记（流动类）都没有的妇女估计数，按街道列出 95% 区间；
-- zh: 假定两种登记互不相关，而台账部分由它们写成，故实际应更多；主管类、村和不报通报单的单位不在内。
-- Grain: one stratum, or all, of one street, or ALL, in one half-year. Key: half_year, street_code, stratum.
with missed_estimates as (
    select * from protection.missed_estimates
),

whole as (
    select
        half_year,
        street_code,
        'all' as stratum,
        cast(null as bigint) as in_ledger,
        cast(null as bigint) as in_other,
        cast(null as bigint) as in_both,
        sum(estimated_missed) as estimated_missed,
        -- the strata are independent: their distances to the ends add up as squares
        sum(estimated_missed) - sqrt(sum(power(estimated_missed - low, 2))) as low,
        case when count(high) = count(*) then
            sum(estimated_missed) + sqrt(sum(power(high - estimated_missed, 2)))
        end as high,
        min(method) as method,
        bool_or(is_withheld) as is_withheld
    from missed_estimates
    group by half_year, street_code
    having count(*) > 1
),

estimates as (
    select * from missed_estimates
    union all
    select * from whole
)

select
    half_year,
    street_code,
    stratum,
    case when not is_withheld then in_ledger end as in_ledger,
    case when not is_withheld then in_other end as in_other,
    case when not is_withheld then in_both end as in_both,
    case when not is_withheld then cast(round(estimated_missed) as bigint) end as estimated_missed,
    case when not is_withheld then cast(floor(low) as bigint) end as low,
    case when not is_withheld then cast(ceil(high) as bigint) end as high,
    method,
    is_withheld
from estimates
