-- How women by declared and evidenced class follow from each other, from the class counts of streets and the district, and
-- from the counts of those in service.
-- zh: 按所报类别和依据类别的人数之间、与街道和全区分类人数之间、与按类别的在职人数之间的加总关系。
-- Grain: one count in one relation. Key: relation_id, cell.
with evidenced_classes as (
    select * from core.evidenced_classes where women is not null
),

class_totals as (
    select class_totals.*, half_years.half_year
    from core.class_totals as class_totals
    inner join core.half_years as half_years on half_years.ends_on = class_totals.as_of_date
    where class_totals.boundaries = 'own'
        and class_totals.women is not null
),

-- what evidence says of a class sums to the class
whole_classes as (
    select
        concat_ws('|', 'evidence', half_year, division_code, management_class) as relation_id,
        {{ cell('evidenced_classes', 'women') }} as cell,
        1 as coefficient
    from evidenced_classes
    union all
    select concat_ws('|', 'evidence', half_year, division_code, management_class), {{ cell('class_totals', 'women') }}, -1
    from class_totals
    where management_class in ('main', 'co_managed', 'floating', 'unclassified')
),

whole_districts as (
    select
        concat_ws('|', 'evidence', half_year, management_class, evidenced_class) as relation_id,
        {{ cell('evidenced_classes', 'women') }} as cell,
        case when division_level = 'district' then -1 else 1 end as coefficient
    from evidenced_classes
    union all
    -- women of communities without a street, of whom no row tells
    select
        concat_ws('|', 'evidence', half_year, management_class, evidenced_class),
        concat_ws('|', 'elsewhere', half_year, management_class, evidenced_class),
        1
    from evidenced_classes
    where division_level = 'district'
),

services as (
    select *, concat_ws('|', 'service', half_year, division_code, management_class, is_in_service, evidenced_class) as cell
    from core.evidenced_services
),

-- of those with a class and evidence some are in service, and all in service are told by class
whole_services as (
    select
        concat_ws('|', 'services', services.half_year, services.division_code, services.management_class,
            services.evidenced_class) as relation_id,
        services.cell,
        1 as coefficient
    from services
    union all
    select concat_ws('|', 'services', half_year, division_code, management_class, evidenced_class),
        {{ cell('evidenced_classes', 'women') }}, -1
    from evidenced_classes
    where division_level = 'street'
    union all
    select concat_ws('|', 'in_service', half_year, division_code, management_class), cell, 1
    from services
    where is_in_service
    union all
    select distinct
        concat_ws('|', 'in_service', services.half_year, services.division_code, services.management_class),
        {{ cell('composition_counts', 'women', 'composition_counts') }},
        -1
    from services
    inner join core.composition_counts as composition_counts
        on composition_counts.as_of_date = services.ends_on
        and composition_counts.division_code = services.division_code
        and composition_counts.management_class = services.management_class
        and composition_counts.area_type = 'all'
        and composition_counts.trait_value = 'in_service'
)

select relation_id, cell, coefficient from whole_classes
union all
select relation_id, cell, coefficient from whole_districts
union all
select relation_id, cell, coefficient from whole_services
