-- Women with a file in the communities of a street by class, whether they are in service, and what evidence says, on the last
-- day of each covered half-year; unprotected. Only what can be: who is in service has no evidence of the main class, all
-- others have, and of those declared main it is the one that counts.
-- zh: 各覆盖半年末日，各街道社区在册妇女按类别、是否在职和依据所示类别的人数；未经保护。只列可能的组合：
-- zh: 在职者没有主管类的依据，其余都有；所报为主管类的，以此为准。
-- Grain: one class, state of service and evidenced class of one street in one half-year.
-- Key: half_year, division_code, management_class, is_in_service, evidenced_class.
with streets as (
    select * from core.evidenced_classes where division_level = 'street' and women is not null
),

bodies as (
    select as_of_date, body_code, street_code from core.bodies
),

evidence as (
    select as_of_date, delivery_no, sheet_no, row_no, body_code, evidenced_class, management_class
    from core.class_evidence
    where is_counted
        and body_level = 'community'
),

files as (
    select as_of_date, delivery_no, sheet_no, row_no, employment_status from core.files
),

classes as (
    select code, label_en from rules.codes where list_name = 'management_class' and code <> '4'
),

counts as (
    select
        evidence.as_of_date,
        bodies.street_code,
        coalesce(classes.label_en, 'unclassified') as management_class,
        coalesce(files.employment_status, '') = '1' as is_in_service,
        evidence.evidenced_class,
        count(*) as women
    from evidence
    inner join bodies
        on bodies.as_of_date = evidence.as_of_date
        and bodies.body_code = evidence.body_code
    inner join files
        on files.as_of_date = evidence.as_of_date
        and files.delivery_no = evidence.delivery_no
        and files.sheet_no = evidence.sheet_no
        and files.row_no = evidence.row_no
    left join classes on classes.code = evidence.management_class
    group by all
)

select
    streets.half_year,
    streets.ends_on,
    streets.division_code,
    streets.management_class,
    services.is_in_service,
    streets.evidenced_class,
    coalesce(counts.women, 0) as women
from streets
cross join (select unnest([true, false]) as is_in_service) as services
left join counts
    on counts.as_of_date = streets.ends_on
    and counts.street_code = streets.division_code
    and counts.management_class = streets.management_class
    and counts.is_in_service = services.is_in_service
    and counts.evidenced_class = streets.evidenced_class
where case
    when streets.management_class = 'main' then services.is_in_service = (streets.evidenced_class <> 'main')
    when streets.evidenced_class = 'main' then not services.is_in_service
    when streets.evidenced_class = 'none' then services.is_in_service
    else true
end
