-- Tonight's findings, each with the body that answers for it: the body charged where it is a division, else the sender of
-- the file at fault, else the district.
-- zh: 今夜的问题及其负责的辖区：所记辖区为区划的由它负责，否则由出错文件的报送者，再否则由区。
-- Grain: one finding. Key: finding_id.
with findings as (
    select * from quality.findings
),

divisions as (
    select distinct division_code from core.divisions
)

select
    findings.finding_id,
    findings.check_id,
    findings.effect,
    findings.period,
    coalesce(divisions.division_code, senders.sender_code, district.district_code) as owner_code
from findings
cross join core.district as district
left join divisions on divisions.division_code = findings.body_code
left join quality.senders as senders on senders.delivery_no = findings.delivery_no
