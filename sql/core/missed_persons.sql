-- Women whom evidence older than the entry days shows as living in the district and who have no file anywhere,
-- charged to the body where the newest such evidence points.
-- zh: 材料早于入册期限、证明居住在本区而到处没有档案的妇女，记在最新材料所指的辖区。
-- Grain: one woman on one measured date. Key: as_of_date, person_key.
with dates as (
    select * from core.as_of_dates
),

evidence as (
    select * from core.evidence
),

files as (
    select distinct as_of_date, person_key from core.files
),

closings as (
    select
        person_key,
        file_closed_on
    from core.ledger_persons
    where file_closed_on is not null
        and file_close_reason in ('1', '2', '3', '5')
),

last_closings as (
    select
        dates.as_of_date,
        closings.person_key,
        max(closings.file_closed_on) as closed_on
    from closings
    inner join dates on dates.as_of_date >= closings.file_closed_on
    group by dates.as_of_date, closings.person_key
),

ripe_evidence as (
    select
        dates.as_of_date,
        evidence.person_key,
        evidence.body_code,
        evidence.source,
        evidence.evidence_on,
        evidence.delivery_no,
        evidence.sheet_no,
        evidence.row_no,
        row_number() over (
            partition by dates.as_of_date, evidence.person_key
            order by
                evidence.evidence_on desc,
                evidence.body_code,
                evidence.source,
                evidence.delivery_no,
                evidence.sheet_no,
                evidence.row_no
        ) as newness
    from dates
    inner join evidence
        on evidence.evidence_on + dates.entry_days <= dates.as_of_date
        and dates.as_of_date between evidence.of_age_from and evidence.of_age_to
        and (evidence.ended_on is null or evidence.ended_on > dates.as_of_date)
    left join last_closings
        on last_closings.as_of_date = dates.as_of_date
        and last_closings.person_key = evidence.person_key
    where last_closings.closed_on is null
        or evidence.evidence_on >= last_closings.closed_on
)

select
    ripe_evidence.as_of_date,
    ripe_evidence.person_key,
    ripe_evidence.body_code,
    ripe_evidence.source,
    ripe_evidence.evidence_on,
    ripe_evidence.delivery_no,
    ripe_evidence.sheet_no,
    ripe_evidence.row_no
from ripe_evidence
left join files
    on files.as_of_date = ripe_evidence.as_of_date
    and files.person_key = ripe_evidence.person_key
where ripe_evidence.newness = 1
    and files.person_key is null
