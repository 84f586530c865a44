-- A slip received whose line count differs from the number of its lines, those held back included but for repeated
-- ones; `amount` is the difference. Charged to the unit's jurisdiction street on the day of issue.
-- Grain: one slip. Key: delivery_no, sheet_no, row_no.
with slips as (
    select * from staging.slips where delivered_on is not null
),

held_back_lines as (
    select lines.slip_no, lines.delivery_no
    from landing.quarantined_rows as quarantined_rows
    inner join l1.identified.slip_lines as lines
        on lines.delivery_no = quarantined_rows.delivery_no
        and lines.sheet_no = quarantined_rows.sheet_no
        and lines.row_no = quarantined_rows.row_no
    where quarantined_rows.table_name = 'slip_lines'
        and quarantined_rows.reason_code <> 'key_repeated'
),

slip_lines as (
    select slip_no, delivery_no from staging.slip_lines
    union all
    select slip_no, delivery_no from held_back_lines
),

delivered_lines as (
    select
        slip_lines.slip_no,
        count(*) as lines,
        row_number() over (partition by slip_lines.slip_no order by arrivals.delivery_rank desc) as newness
    from slip_lines
    inner join landing.arrivals as arrivals on arrivals.delivery_no = slip_lines.delivery_no
    group by slip_lines.slip_no, arrivals.delivery_rank
)

select
    unit_streets.street_code as body_code,
    slips.delivery_no,
    slips.sheet_no,
    slips.row_no,
    'line_count' as column_name,
    slips.slip_no as subject_code,
    slips.half_year as period,
    abs(slips.line_count - coalesce(delivered_lines.lines, 0)) as amount
from slips
left join delivered_lines
    on delivered_lines.slip_no = slips.slip_no
    and delivered_lines.newness = 1
left join core.unit_streets as unit_streets
    on unit_streets.unit_code = slips.unit_code
    and unit_streets.valid_from <= slips.issued_on
    and (unit_streets.valid_to is null or unit_streets.valid_to > slips.issued_on)
where slips.line_count <> coalesce(delivered_lines.lines, 0)
