-- What a sender should know of a sheet in which nothing is wrong: it has the header of no form, is hidden, hides rows, or has none.
-- zh: 工作表本身无误而报送者应当知道的事：表头不属任何报表、表是隐藏的、有隐藏的行、没有数据行。
-- Grain: one remark. Key: delivery_no, sheet_no, reason_code.
with sheets as (
    select received.* replace (told_names.told_name as tab)
    from l1.received.sheets as received
    left join landing.told_names as told_names
        on told_names.delivery_no = received.delivery_no
        and told_names.sheet_no = received.sheet_no
),

sheet_rows as (
    select * from landing.sheet_rows
)

select delivery_no, sheet_no, tab, 'sheet_not_recognised' as reason_code
from sheets
where table_name is null and rows_seen > 0
union all
select delivery_no, sheet_no, tab, 'sheet_hidden'
from sheets
where is_hidden
union all
select delivery_no, sheet_no, tab, 'rows_hidden'
from sheets
where hidden_rows > 0
union all
select sheets.delivery_no, sheets.sheet_no, sheets.tab, 'sheet_without_rows'
from sheets
inner join sheet_rows
    on sheet_rows.delivery_no = sheets.delivery_no
    and sheet_rows.sheet_no = sheets.sheet_no
where sheet_rows.rows_accepted + sheet_rows.rows_quarantined = 0
