-- What shows a woman of childbearing age as living in the district: slip lines in service, inflow registrations and
-- change lines of kind 01, 05 and 08; marriage is assumed of slip and change lines.
-- zh: 证明育龄妇女居住在本区的材料：通报单在职行、流入登记，以及01、05、08类变动明细；通报单和变动明细视为已婚。
-- Grain: one source row. Key: source, delivery_no, sheet_no, row_no.
with slips as (
    select * from staging.slips
),

slip_lines as (
    select * from staging.slip_lines
),

float_registrations as (
    select * from staging.float_registrations
),

change_lines as (
    select * from staging.change_lines
),

childbearing_ages as (
    select * from core.childbearing_ages
),

source_rows as (
    select
        'slip_lines' as source,
        slip_lines.delivery_no,
        slip_lines.sheet_no,
        slip_lines.row_no,
        slip_lines.person_key,
        slips.community_code as body_code,
        slips.issued_on as evidence_on,
        cast(null as date) as ended_on
    from slip_lines
    inner join slips on slips.slip_no = slip_lines.slip_no
    where slip_lines.employment_status = '1'
        and slips.delivered_on is not null
    union all
    select
        'float_registrations',
        delivery_no,
        sheet_no,
        row_no,
        person_key,
        community_code,
        registered_on,
        left_on
    from float_registrations
    where direction = '1'
        and ever_married
    union all
    select
        'change_lines',
        delivery_no,
        sheet_no,
        row_no,
        person_key,
        community_code,
        occurred_on,
        cast(null as date)
    from change_lines
    where change_kind in ('01', '05', '08')
)

select
    source_rows.source,
    source_rows.delivery_no,
    source_rows.sheet_no,
    source_rows.row_no,
    source_rows.person_key,
    source_rows.body_code,
    source_rows.evidence_on,
    source_rows.ended_on,
    childbearing_ages.of_age_from,
    childbearing_ages.of_age_to
from source_rows
inner join childbearing_ages
    on childbearing_ages.table_name = source_rows.source
    and childbearing_ages.delivery_no = source_rows.delivery_no
    and childbearing_ages.sheet_no = source_rows.sheet_no
    and childbearing_ages.row_no = source_rows.row_no
where source_rows.evidence_on is not null
