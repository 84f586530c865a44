-- Persons by pseudonym, with the kinds of source that know them.
-- zh: 按化名的人员，及知道她们的各类来源。
-- Grain: one person. Key: person_key.
with mentions as (
    select person_key, 'ledger_persons' as source from staging.ledger_persons
    union all
    select person_key, 'slip_lines' from staging.slip_lines
    union all
    select person_key, 'float_registrations' from staging.float_registrations
    union all
    select person_key, 'change_lines' from staging.change_lines
    union all
    select person_key, 'certificates' from staging.certificates
    union all
    select person_key, 'handovers' from staging.handovers
)

select
    person_key,
    bool_or(source = 'ledger_persons') as is_in_ledgers,
    bool_or(source = 'slip_lines') as is_in_slips,
    bool_or(source = 'float_registrations') as is_in_registrations,
    bool_or(source = 'change_lines') as is_in_change_lines,
    bool_or(source = 'certificates') as is_in_certificates,
    bool_or(source = 'handovers') as is_in_handovers
from mentions
group by person_key
