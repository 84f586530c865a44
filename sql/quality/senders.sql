-- The body that sent each delivery: the one that its rows are about, or the street of them all, or the district. What
-- holds no rows was sent by whoever sends all else in its folder of the inbox, or in the outermost one; else the district.
-- zh: 每份报送的报送辖区：各行所属的辖区，几个则为其共同街道，再否则为区；没有行的文件随同一文件夹的其他文件。
-- Grain: one delivery. Key: delivery_no.
with deliveries as (
    -- as it was delivered: two folders whose numbers are masked are not one
    select delivery_no, delivered_as from l1.received.deliveries
),

folders as (
    select delivery_no, parse_dirpath(delivered_as, 'forward_slash') as folder, 'own' as kind
    from deliveries
    where contains(delivered_as, '/')
    union all
    select delivery_no, split_part(delivered_as, '/', 1), 'outermost'
    from deliveries
    where contains(delivered_as, '/')
),

divisions as (
    select
        division_code,
        max_by(division_level, valid_from) as division_level,
        max_by(parent_code, valid_from) as parent_code
    from core.divisions
    group by division_code
),

row_bodies as (
    {{ every_row_body() }}
    union
    select delivery_no, body_code from core.row_bodies
),

placed_rows as (
    select distinct
        row_bodies.delivery_no,
        divisions.division_code as body_code,
        case
            when divisions.division_level in ('street', 'town') then divisions.division_code
            else divisions.parent_code
        end as street_code
    from row_bodies
    inner join divisions on divisions.division_code = row_bodies.body_code
),

senders_by_rows as (
    select
        delivery_no,
        case when count(distinct body_code) = 1 then min(body_code) else min(street_code) end as sender_code,
        count(distinct street_code) = 1 as is_of_one_street
    from placed_rows
    group by delivery_no
),

senders_by_folder as (
    select
        folders.kind,
        folders.folder,
        case
            when count(distinct placed_rows.body_code) = 1 then min(placed_rows.body_code)
            else min(placed_rows.street_code)
        end as sender_code
    from placed_rows
    inner join folders on folders.delivery_no = placed_rows.delivery_no
    group by folders.kind, folders.folder
    having count(distinct placed_rows.street_code) = 1
),

neighbours as (
    select
        folders.delivery_no,
        max_by(senders_by_folder.sender_code, folders.kind = 'own') as sender_code
    from folders
    inner join senders_by_folder
        on senders_by_folder.kind = folders.kind
        and senders_by_folder.folder = folders.folder
    group by folders.delivery_no
)

select
    deliveries.delivery_no,
    case
        when senders_by_rows.is_of_one_street then senders_by_rows.sender_code
        when senders_by_rows.delivery_no is null and neighbours.delivery_no is not null then neighbours.sender_code
        else district.district_code
    end as sender_code
from deliveries
cross join core.district as district
left join senders_by_rows on senders_by_rows.delivery_no = deliveries.delivery_no
left join neighbours on neighbours.delivery_no = deliveries.delivery_no
