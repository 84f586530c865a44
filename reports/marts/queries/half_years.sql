-- Half-years that have a score or a count of a community or village.
select half_year from marts.scores where body_level in ('community', 'village') and half_year is not null
union
select format('{}H{}', year(as_of_date), (month(as_of_date) + 5) // 6) from marts.class_counts
where as_of_date is not null
order by 1
