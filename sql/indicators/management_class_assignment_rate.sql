-- Files with one management class and the evidence that class needs, of the files of married women of childbearing age.
-- Charged to the residence community or village, on the half-year's last day.
with bodies as (
    select * from core.body_half_years where body_level in ('community', 'village')
),

class_evidence as (
    select * from core.class_evidence
)

select
    bodies.half_year,
    bodies.body_code,
    count(*) filter (where class_evidence.is_evidenced) as numerator,
    count(class_evidence.row_no) as denominator,
    bodies.has_ledger as is_delivered
from bodies
left join class_evidence
    on class_evidence.as_of_date = bodies.ends_on
    and class_evidence.body_code = bodies.body_code
group by bodies.half_year, bodies.body_code, bodies.has_ledger
