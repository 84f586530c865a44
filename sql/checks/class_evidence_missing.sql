-- A file whose class lacks its evidence: class 1 in service; class 2 without a unit, or without a certificate in force;
-- class 3 without an open inflow registration. Charged to the body of the file.
-- Grain: one file. Key: delivery_no, sheet_no, row_no.
with class_evidence as (
    select class_evidence.*
    from core.class_evidence as class_evidence
    inner join rules.run as run on run.as_of_date = class_evidence.as_of_date
)

select
    body_code,
    delivery_no,
    sheet_no,
    row_no,
    case
        when management_class = '1' then 'employment_status'
        when management_class = '2' and has_certificate then 'unit_code'
        when management_class = '2' then 'certificate_no'
        else 'management_class'
    end as column_name,
    person_key
from class_evidence
where management_class in ('1', '2', '3')
    and not is_evidenced
