-- Bodies of which the class counts withhold how many files they have, or how many co-managed ones, each with the street into
-- whose indicators it is pooled: a denominator of theirs would tell it, and a street's would by what the others have.
-- zh: 分类人数中隐去了档案总数（或协管类档案数）的辖区，及其指标并入的街道：其指标的分母会说出这个数，
-- zh: 街道的分母减去其余辖区的也会。
-- Grain: one body and register in one half-year. Key: half_year, body_code, persons.
with bodies as (
    select half_year, ends_on, body_code, street_code from core.body_half_years
),

composition_counts as (
    select * from protection.composition_counts
),

class_counts as (
    select * from protection.class_counts
),

withheld as (
    select as_of_date, division_code as body_code, 'files' as persons
    from composition_counts
    where is_suppressed
        and division_level in ('community', 'village')
        and management_class = 'all'
        and trait = 'all'
    union all
    select as_of_date, body_code, 'co_managed_files'
    from class_counts
    where is_suppressed
        and management_class = 'co_managed'
)

select distinct
    bodies.half_year,
    unnest([bodies.body_code, coalesce(bodies.street_code, bodies.body_code)]) as body_code,
    withheld.persons
from withheld
inner join bodies
    on bodies.ends_on = withheld.as_of_date
    and bodies.body_code = withheld.body_code
