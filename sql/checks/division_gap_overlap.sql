-- A division whose versions overlap or leave a gap, or a version of one that outlives its parent.
-- Charged to the division.
-- Grain: one fault of a division. Key: body_code, period.
with divisions as (
    select * from core.divisions
),

sequences as (
    select
        division_code,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by division_code order by valid_from) as next_from
    from divisions
),

parents as (
    select
        division_code,
        max(coalesce(valid_to, date '9999-12-31')) as ends_on
    from divisions
    group by division_code
)

select
    division_code as body_code,
    cast(valid_from as varchar) as period
from sequences
where next_from is not null
    and (valid_to is null or valid_to <> next_from)
union all
select
    divisions.division_code,
    cast(divisions.valid_from as varchar)
from divisions
inner join parents on parents.division_code = divisions.parent_code
where coalesce(divisions.valid_to, date '9999-12-31') > parents.ends_on
