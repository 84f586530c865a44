-- What the registers miss, as it may be published: nothing of a cell of fewer than 20 women, and nothing of one where those
-- in the ledger alone, in the other register alone or in both are few. With it go the smallest other streets, until the
-- hidden ones together are no small number either, so that no street can be worked out from the district's figures.
-- zh: 可以公布的漏登估计：少于20人的格、三种重合情况有一种为少数的格不公布，并随之隐去最小的其他街道，直至隐去者合计不小。
-- Grain: one stratum of one street, or ALL, in one half-year. Key: half_year, street_code, stratum.
with estimates as (
    select * from figures.missed_estimates
),

half_years as (
    select half_years.half_year, dates.smallest_published_cell
    from core.half_years as half_years
    inner join core.as_of_dates as dates on dates.as_of_date = half_years.ends_on
),

cells as (
    select
        estimates.*,
        half_years.smallest_published_cell,
        estimates.in_ledger - estimates.in_both as ledger_alone,
        estimates.in_other - estimates.in_both as other_alone,
        estimates.in_ledger + estimates.in_other - estimates.in_both as women
    from estimates
    inner join half_years on half_years.half_year = estimates.half_year
),

small_cells as (
    select
        *,
        -- an estimate from fewer than 20 women says nothing
        women < 20
        or ledger_alone between 1 and smallest_published_cell - 1
        or other_alone between 1 and smallest_published_cell - 1
        or in_both between 1 and smallest_published_cell - 1 as is_small
    from cells
),

hidden_before as (
    select
        *,
        bool_or(is_small) over all_streets as has_small,
        count(*) over smaller as streets_before,
        sum(ledger_alone) over smaller between 1 and smallest_published_cell - 1
        or sum(other_alone) over smaller between 1 and smallest_published_cell - 1
        or sum(in_both) over smaller between 1 and smallest_published_cell - 1 as is_few_before
    from small_cells
    window
        all_streets as (partition by half_year, stratum, street_code = 'ALL'),
        smaller as (
            partition by half_year, stratum, street_code = 'ALL'
            order by is_small desc, women, street_code
            rows between unbounded preceding and 1 preceding
        )
)

select
    half_year,
    street_code,
    stratum,
    in_ledger,
    in_other,
    in_both,
    estimated_missed,
    low,
    high,
    method,
    is_small
    or (
        has_small
        and street_code <> 'ALL'
        and (streets_before < 2 or is_few_before)
    ) as is_withheld
from hidden_before
