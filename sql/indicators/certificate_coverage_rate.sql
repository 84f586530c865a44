-- Co-managed files with a certificate of that woman and community in force, whoever issued it, of the co-managed files.
-- A community counts the files in it, a street the files of the units under its jurisdiction: the first are not pooled
-- into the second. On the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level <> 'village'
),

files as (
    select class_two_files.*, class_evidence.has_certificate
    from core.class_two_files as class_two_files
    inner join core.class_evidence as class_evidence
        on class_evidence.as_of_date = class_two_files.ends_on
        and class_evidence.delivery_no = class_two_files.delivery_no
        and class_evidence.sheet_no = class_two_files.sheet_no
        and class_evidence.row_no = class_two_files.row_no
),

charged_files as (
    select half_year, body_code, body_code as source_code, has_certificate from files
    union all
    select half_year, street_code, unit_code, has_certificate from files
)

select
    bodies.half_year,
    bodies.body_code,
    coalesce(charged_files.source_code, bodies.body_code) as source_code,
    count(*) filter (where charged_files.has_certificate) as numerator,
    count(charged_files.body_code) as denominator,
    bodies.has_ledger or bodies.body_level <> 'community' as is_delivered,
    bodies.body_level <> 'community' as is_pooled
from bodies
left join charged_files
    on charged_files.half_year = bodies.half_year
    and charged_files.body_code = bodies.body_code
group by
    bodies.half_year, bodies.body_code, charged_files.source_code, bodies.body_level, bodies.has_ledger
