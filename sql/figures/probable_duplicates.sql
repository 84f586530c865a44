-- Surplus files that each body would hold more if a pair of persons who are probably one were one: the one file too many,
-- shared equally over the bodies that hold a file of either.
-- zh: 疑似同一人的档案若确为一人，各辖区会多出的重复档案：多出的一份由持有任一方档案的辖区平分。
-- Grain: one body and pair in one half-year, without the pair's names. Key: half_year, body_code, pair_no.
with pairs as (
    select
        *,
        row_number() over (order by person_key_left, person_key_right) as pair_no
    from matching.person_pairs
),

holders as (
    select distinct
        half_years.half_year,
        pairs.pair_no,
        pairs.match_probability,
        files.body_code
    from pairs
    cross join core.half_years as half_years
    inner join core.files as files
        on files.as_of_date = half_years.ends_on
        and files.person_key in (pairs.person_key_left, pairs.person_key_right)
),

complete_pairs as (
    select half_years.half_year, pairs.pair_no
    from pairs
    cross join core.half_years as half_years
    where exists (
        select 1 from core.files as files
        where files.as_of_date = half_years.ends_on and files.person_key = pairs.person_key_left
    )
    and exists (
        select 1 from core.files as files
        where files.as_of_date = half_years.ends_on and files.person_key = pairs.person_key_right
    )
)

select
    holders.half_year,
    holders.body_code,
    holders.pair_no,
    holders.match_probability,
    1.0 / count(*) over (partition by holders.half_year, holders.pair_no) as surplus
from holders
inner join complete_pairs
    on complete_pairs.half_year = holders.half_year
    and complete_pairs.pair_no = holders.pair_no
