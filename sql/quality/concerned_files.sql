-- Files of the persons whom a finding is about, where these may have files in several bodies: each body concerned gets a
-- line in its worklist, whoever answers for the finding.
-- zh: 问题所涉人员在几个辖区可能都有的档案：不论由谁负责，每个有关辖区的问题清单上都有一行。
-- Grain: one finding and file. Key: finding_id, delivery_no, sheet_no, row_no.
with findings as (
    select finding_id, check_id, subject_code from quality.findings
),

files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
),

clusters as (
    select cluster_id, person_key_left as person_key from matching.person_pairs where cluster_id is not null
    union
    select cluster_id, person_key_right from matching.person_pairs where cluster_id is not null
),

persons as (
    select
        'person_duplicate_exact' as check_id,
        {{ person_subject('person_duplicate_exact') }} as subject_code,
        person_key
    from checks.person_duplicate_exact
    union all
    select
        'float_and_resident_conflict',
        {{ person_subject('float_and_resident_conflict') }},
        person_key
    from checks.float_and_resident_conflict
    union all
    select
        'person_duplicate_probable',
        duplicates.subject_code,
        clusters.person_key
    from checks.person_duplicate_probable as duplicates
    inner join clusters on clusters.cluster_id = duplicates.cluster_id
)

select
    findings.finding_id,
    files.body_code,
    files.delivery_no,
    files.sheet_no,
    files.row_no
from findings
inner join persons
    on persons.check_id = findings.check_id
    and persons.subject_code = findings.subject_code
inner join files on files.person_key = persons.person_key
