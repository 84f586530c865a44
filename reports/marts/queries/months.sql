-- Month's ends of a half-year that ledgers cover.
select distinct as_of_date as month from (
    select as_of_date from marts.class_counts
    union all
    select as_of_date from marts.class_totals
)
where format('{}H{}', year(as_of_date), (month(as_of_date) + 5) // 6) = $half_year
order by 1
