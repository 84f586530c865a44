-- Required-field completeness of class-3 files, capped at that of class-1 and class-2 files, of the completeness of these.
-- A street's row is made of the pooled cells of its urban communities, whose own rows are not summed: one row for the
-- street they belonged to, one for the street they lie in today.
-- Charged to the residence community, on the half-year's last day.
with communities as (
    select * from core.body_half_years where body_level = 'community'
),

class_cells as (
    select
        as_of_date,
        body_code,
        sum(case when management_class = '3' then required_cells else 0 end) as floating_required,
        sum(case when management_class = '3' then filled_cells else 0 end) as floating_filled,
        sum(case when management_class in ('1', '2') then required_cells else 0 end) as resident_required,
        sum(case when management_class in ('1', '2') then filled_cells else 0 end) as resident_filled
    from core.required_cells
    where table_name = 'ledger_persons'
    group by as_of_date, body_code
),

community_cells as (
    select communities.half_year, communities.body_code, communities.street_code, successors.street_code_today,
        communities.scheme, communities.has_ledger, class_cells.* exclude (as_of_date, body_code)
    from communities
    left join core.successors as successors
        on successors.as_of_date = communities.ends_on
        and successors.body_code = communities.body_code
    left join class_cells
        on class_cells.as_of_date = communities.ends_on
        and class_cells.body_code = communities.body_code
),

street_cells as (
    select 'own' as basis, street_code as body_code, * from community_cells where scheme = 'urban'
    union all
    select 'today', street_code_today, * from community_cells where scheme = 'urban'
),

charged_cells as (
    select half_year, body_code, cast(null as varchar) as basis, has_ledger, false as is_pooled,
        floating_required, floating_filled, resident_required, resident_filled
    from community_cells
    union all
    select half_year, body_code, basis, bool_or(has_ledger), true,
        sum(floating_required), sum(floating_filled), sum(resident_required), sum(resident_filled)
    from street_cells
    where body_code is not null
    group by half_year, body_code, basis
),

completeness as (
    select
        *,
        1.0 * floating_filled / nullif(floating_required, 0) as floating,
        1.0 * resident_filled / nullif(resident_required, 0) as resident
    from charged_cells
)

select
    half_year,
    body_code,
    basis,
    case when floating <= resident then floating when floating > resident then resident else 0 end as numerator,
    case when floating is not null then coalesce(resident, 0) else 0 end as denominator,
    has_ledger as is_delivered,
    is_pooled
from completeness
