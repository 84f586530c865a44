-- How counts of women by place, class and trait follow from each other and from the class counts: the values of a trait sum
-- to the whole, so do classes and areas; communities sum to their area in the street, streets to the district. No two traits
-- are told together, so that every solution of these sums is the counts of some possible district.
-- zh: 按地域、类别和其他一项统计的妇女人数之间、及其与分类人数之间的加总关系：各值、各类、城乡各加成其合计，
-- zh: 社区加成街道内的城或乡，街道加成全区。两项从不交叉公布，所以凡合于这些等式的数，都有某个可能的全区与之相符。
-- Grain: one count in one relation. Key: relation_id, cell.
with districts as (
    select min(division_code) as division_code from core.divisions where division_level = 'district'
),

counts as (
    select
        as_of_date, division_code, division_level, street_code, area_type, management_class, trait, trait_value,
        {{ cell('composition_counts', 'women') }} as cell,
        true as is_composed
    from core.composition_counts
    where women is not null
    union all
    select as_of_date, division_code, division_level, case when division_level = 'street' then division_code end,
        'all', management_class, 'all', 'all', {{ cell('class_totals', 'women') }}, false
    from core.class_totals
    where boundaries = 'own' and women is not null
    union all
    select as_of_date, body_code, body_level, street_code, coalesce(area_type, 'unknown'), management_class, 'all', 'all',
        {{ cell('class_counts', 'women') }}, false
    from core.class_counts
    where women is not null
),

parts as (
    select *, 'trait' as summed, division_code as whole_code, area_type as whole_area, management_class as whole_class,
        'all' as whole_value
    from counts
    where trait <> 'all'
    union all
    select *, 'class', division_code, area_type, 'all', trait_value
    from counts
    where management_class <> 'all'
    union all
    select *, 'area', division_code, 'all', management_class, trait_value
    from counts
    where division_level in ('street', 'district') and area_type <> 'all'
    union all
    select counts.*, 'place', coalesce(nullif(counts.street_code, counts.division_code), districts.division_code),
        counts.area_type, counts.management_class, counts.trait_value
    from counts
    cross join districts
    where counts.division_level in ('community', 'street')
        and counts.area_type <> 'all'
),

sums as (
    select
        concat_ws('|', 'sum', parts.summed, parts.trait, wholes.cell) as relation_id,
        parts.cell as part,
        wholes.cell as whole
    from parts
    inner join counts as wholes
        on wholes.as_of_date = parts.as_of_date
        and wholes.division_code = parts.whole_code
        and wholes.area_type = parts.whole_area
        and wholes.management_class = parts.whole_class
        and wholes.trait_value = parts.whole_value
        and (wholes.trait = parts.trait or parts.summed = 'trait')
    where parts.is_composed or wholes.is_composed
)

select relation_id, part as cell, 1 as coefficient from sums
union all
select distinct relation_id, whole, -1 from sums
