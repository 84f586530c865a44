-- How published counts of women follow from each other: in one relation the coefficients times the counts sum to zero.
-- Where two tables need not count the same but do, anybody may take them to: they are related where their figures agree.
-- zh: 要公布的妇女人数之间的加总关系：每条关系中系数乘人数之和为零；两表未必同口径而数字相符的，也作相关处理。
-- Grain: one count in one relation. Key: relation_id, cell.
with class_counts as (
    select * from core.class_counts where body_level = 'community' and women is not null
),

streets_today as (
    select as_of_date, body_code, street_code_today from core.successors
),

class_totals as (
    select * from core.class_totals where women is not null
),

movements as (
    select * from core.movements
),

placed_counts as (
    select class_counts.*, 'own' as boundaries, street_code as division_code from class_counts
    union all
    select class_counts.*, 'today', streets_today.street_code_today
    from class_counts
    inner join streets_today
        on streets_today.as_of_date = class_counts.as_of_date
        and streets_today.body_code = class_counts.body_code
),

sums as (
    -- a street's class is the sum over its communities, the district's that over its streets and communities without one
    select
        concat_ws('|', 'bodies', placed_counts.as_of_date, placed_counts.boundaries, class_totals.division_code,
            placed_counts.management_class) as relation_id,
        {{ cell('class_counts', 'women', 'placed_counts') }} as cell,
        1 as coefficient
    from placed_counts
    inner join class_totals
        on class_totals.as_of_date = placed_counts.as_of_date
        and class_totals.boundaries = placed_counts.boundaries
        and class_totals.management_class = placed_counts.management_class
        and (
            class_totals.division_code = placed_counts.division_code
            or (class_totals.division_level = 'district' and placed_counts.division_code is null)
        )
    union all
    select
        concat_ws('|', 'bodies', as_of_date, boundaries, division_code, management_class),
        {{ cell('class_totals', 'women') }},
        -1
    from class_totals
    where management_class <> 'all'
    union all
    select
        concat_ws('|', 'bodies', streets.as_of_date, streets.boundaries, districts.division_code, streets.management_class),
        {{ cell('class_totals', 'women', 'streets') }},
        1
    from class_totals as streets
    inner join class_totals as districts
        on districts.as_of_date = streets.as_of_date
        and districts.boundaries = streets.boundaries
        and districts.management_class = streets.management_class
        and districts.division_level = 'district'
    where streets.division_level = 'street'
        and streets.management_class <> 'all'
    union all
    select
        concat_ws('|', 'classes', as_of_date, boundaries, division_code),
        {{ cell('class_totals', 'women') }},
        case when management_class = 'all' then -1 else 1 end
    from class_totals
),

flows as (
    select
        concat_ws('|', 'flow', from_date, to_date, body_code) as relation_id,
        unnest([
            {{ cell('movements', 'files_before') }},
            {{ cell('movements', 'missed_filed') }},
            {{ cell('movements', 'opened_other') }},
            {{ cell('movements', 'transferred_to_villages') }},
            {{ cell('movements', 'closed_other') }},
            {{ cell('movements', 'files_after') }}
        ]) as cell,
        unnest([1, 1, 1, -1, -1, -1]) as coefficient
    from movements
),
{% for count in ['files_before', 'missed_filed', 'opened_other', 'transferred_to_villages', 'closed_other', 'files_after'] %}
{{ count }}_sums as (
    select
        concat_ws('|', 'communities', '{{ count }}', from_date, to_date) as relation_id,
        {{ cell('movements', count) }} as cell,
        case when body_code = 'ALL' then -1 else 1 end as coefficient
    from movements
{% if count in ['opened_other', 'closed_other'] %}
    union all
    -- who moves from one community to another opens a file there, and none in the district
    select concat_ws('|', 'communities', '{{ count }}', from_date, to_date), concat_ws('|', 'moved', from_date, to_date), -1
    from movements
    where body_code = 'ALL'
{% endif %}
),
{% endfor %}
stocks as (
    select from_date as as_of_date, body_code, files_before as women, {{ cell('movements', 'files_before') }} as cell
    from movements
    union all
    select to_date, body_code, files_after, {{ cell('movements', 'files_after') }}
    from movements
),

communities as (
    select as_of_date, body_code, sum(women) as women, list({{ cell('class_counts', 'women') }}) as cells
    from class_counts
    group by as_of_date, body_code
    union all
    select as_of_date, 'ALL', women, [{{ cell('class_totals', 'women') }}]
    from class_totals
    where boundaries = 'own'
        and division_level = 'district'
        and management_class = 'all'
),

equal_stocks as (
    select concat_ws('|', 'stock', stocks.cell) as relation_id, stocks.cell, communities.cells
    from stocks
    inner join communities
        on communities.as_of_date = stocks.as_of_date
        and communities.body_code = stocks.body_code
        and communities.women = stocks.women
)

select relation_id, cell, coefficient from sums
{% for relations in ['flows', 'protection.evidence_relations', 'protection.composition_relations'] %}
union all
select relation_id, cell, coefficient from {{ relations }}
{% endfor %}
{% for count in ['files_before', 'missed_filed', 'opened_other', 'transferred_to_villages', 'closed_other', 'files_after'] %}
union all
select relation_id, cell, coefficient from {{ count }}_sums
{% endfor %}
union all
select relation_id, cell, -1 from equal_stocks
union all
select relation_id, unnest(cells), 1 from equal_stocks
union all
select concat_ws('|', 'handed_on', befores.from_date, befores.body_code), {{ cell('movements', 'files_before', 'befores') }}, 1
from movements as befores
inner join movements as afters
    on afters.to_date = befores.from_date
    and afters.body_code = befores.body_code
    and afters.files_after = befores.files_before
union all
select concat_ws('|', 'handed_on', befores.from_date, befores.body_code), {{ cell('movements', 'files_after', 'afters') }}, -1
from movements as befores
inner join movements as afters
    on afters.to_date = befores.from_date
    and afters.body_code = befores.body_code
    and afters.files_after = befores.files_before
