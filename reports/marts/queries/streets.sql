-- Streets and towns of a half-year by code: those that are scored, and those whose bodies are counted.
with scored as (
    select body_code, body_name from marts.scores
    where half_year = $half_year and body_level in ('street', 'town')
),

counted as (
    select distinct street_code, street_name from marts.class_counts
    where format('{}H{}', year(as_of_date), (month(as_of_date) + 5) // 6) = $half_year
)

select
    coalesce(body_code, street_code) as street_code,
    min(coalesce(body_name, street_name)) as street_name
from scored
full join counted on street_code = body_code
group by 1
order by 1
