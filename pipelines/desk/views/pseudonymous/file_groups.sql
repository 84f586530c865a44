-- Women by all that a file says of its kind, each counted once at every covered month's end; exact, not for publication.
-- It has no pseudonym, so that nobody can be followed through it.
-- zh: 各覆盖月末按档案各项特征分组的妇女人数，每人只计一次；确数，不得公布。不含化名，追不到任何一个人。
with counted as (
    select
        files.as_of_date,
        files.body_code,
        files.management_class,
        files.is_hukou_only,
        files.residence_split_flag,
        files.unit_code is not null as has_unit,
        (year(files.as_of_date) - persons.birth_year) // 5 * 5 as age_from
    from warehouse.core.files as files
    inner join warehouse.core.ledger_persons as persons
        on persons.delivery_no = files.delivery_no
        and persons.sheet_no = files.sheet_no
        and persons.row_no = files.row_no
    where files.is_counted
)

select
    bodies.as_of_date,
    bodies.street_code,
    bodies.street_name,
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.area_type,
    coalesce(classes.label_en, 'unclassified') as management_class,
    counted.age_from,
    counted.has_unit,
    counted.is_hukou_only,
    counted.residence_split_flag,
    count(*) as women
from counted
inner join warehouse.core.as_of_dates as dates
    on dates.as_of_date = counted.as_of_date and dates.is_counted_month_end
inner join warehouse.core.bodies as bodies
    on bodies.as_of_date = counted.as_of_date and bodies.body_code = counted.body_code
left join warehouse.rules.codes as classes
    on classes.list_name = 'management_class' and classes.code = counted.management_class
group by all
