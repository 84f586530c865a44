-- The newest half-year ended by the run's date, whether or not anything has arrived for it.
-- zh: 运行日前最近结束的半年，不论是否已有来件。
-- Grain: the one half-year. Key: half_year.
with run as (
    select
        as_of_date,
        case
            when as_of_date < make_date(year(as_of_date), 6, 30) then make_date(year(as_of_date) - 1, 12, 31)
            when as_of_date < make_date(year(as_of_date), 12, 31) then make_date(year(as_of_date), 6, 30)
            else make_date(year(as_of_date), 12, 31)
        end as ends_on
    from rules.run
)

select
    cast(year(ends_on) as varchar) || case when month(ends_on) = 6 then 'H1' else 'H2' end as half_year,
    make_date(year(ends_on), month(ends_on) - 5, 1) as starts_on,
    ends_on,
    as_of_date,
    as_of_date > ends_on + {{ setting('slip_deadline_days', 'ends_on') }} as is_final
from run
