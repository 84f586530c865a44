-- A file that is still open in the community that handed the woman over to a village; a file opened after the handover
-- is a return, not a remnant. Charged to the community that handed her over.
-- Grain: one file. Key: delivery_no, sheet_no, row_no.
with files as (
    select files.*
    from core.files as files
    inner join rules.run as run on run.as_of_date = files.as_of_date
    where files.body_level = 'community'
),

handovers as (
    select from_code, person_key, max(handed_on) as handed_on
    from staging.handovers
    where handover_type = '2'
    group by from_code, person_key
)

select
    files.body_code,
    files.delivery_no,
    files.sheet_no,
    files.row_no,
    'file_closed_on' as column_name,
    files.person_key
from files
inner join handovers
    on handovers.person_key = files.person_key
    and handovers.from_code = files.body_code
where files.file_opened_on is null
    or files.file_opened_on <= handovers.handed_on
