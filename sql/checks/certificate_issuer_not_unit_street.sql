-- A certificate whose issuer is not the one jurisdiction street of the woman's unit on the day of issue.
-- Charged to the issuer; of a unit with no street or two the unit's own finding tells.
-- Grain: one certificate. Key: delivery_no, sheet_no, row_no.
with certificates as (
    select * from staging.certificates
)

select
    certificates.issuer_code as body_code,
    certificates.delivery_no,
    certificates.sheet_no,
    certificates.row_no,
    'issuer_code' as column_name,
    certificates.person_key
from certificates
inner join core.unit_streets as unit_streets
    on unit_streets.unit_code = certificates.unit_code
    and unit_streets.valid_from <= certificates.issued_on
    and (unit_streets.valid_to is null or unit_streets.valid_to > certificates.issued_on)
where certificates.issuer_code <> unit_streets.street_code
