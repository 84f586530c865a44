-- What a woman with a file can be by age, hukou and employment, of which ledgers tell anew at half-year ends alone, and
-- `all` of it together at every covered month's end.
-- zh: 各覆盖月末在册妇女可按何值区分：半年末有年龄组、户口性质和从业状况，因为其间没有新台账；每月末有其合计 all。
-- Grain: one value of a trait on one date. Key: as_of_date, trait, trait_value.
with dates as (
    select as_of_date, childbearing_age_from, childbearing_age_to from core.as_of_dates where is_counted_month_end
),

half_years as (
    select dates.*
    from dates
    inner join core.half_years as half_years on half_years.ends_on = dates.as_of_date
),

age_bands as (
    select as_of_date, unnest(range(childbearing_age_from // 5 * 5, childbearing_age_to + 1, 5)) as age_from
    from half_years
),

codes as (
    select case list_name when 'hukou_type' then 'hukou' else 'employment' end as trait, label_en as trait_value
    from rules.codes
    where list_name in ('hukou_type', 'employment_status')
    union all
    select unnest(['hukou', 'employment']), 'unknown'
)

select as_of_date, 'all' as trait, 'all' as trait_value from dates
union all
select as_of_date, 'age', concat(age_from, '-', age_from + 4) from age_bands
union all
select half_years.as_of_date, codes.trait, codes.trait_value
from half_years
cross join codes
