-- Vetoes of second-level institutions with the ruling each is linked to, and whether that is on the superior bureau
-- which the unit directory names on the day of the veto.
-- zh: 二级机构的一票否决及其关联的裁定，以及该裁定是否针对单位名录当日所载的主管局。
-- Grain: one veto of a second-level institution. Key: ruling_no.
with rulings as (
    select * from core.rulings
),

units as (
    select * from core.units
),

unit_streets as (
    -- the street that answers for the unit today, or did last
    select
        unit_code,
        max_by(jurisdiction_street_code, valid_from) as street_code
    from units
    group by unit_code
),

vetoes as (
    select
        rulings.*,
        units.unit_name,
        units.superior_unit_code,
        -- where two versions of a unit overlap, the later one tells
        row_number() over (partition by rulings.ruling_no order by units.valid_from desc) as version_no
    from rulings
    inner join units
        on units.unit_code = rulings.subject_code
        and units.valid_from <= rulings.ruled_on
        and (units.valid_to is null or units.valid_to > rulings.ruled_on)
    where rulings.sanction = 'veto' and units.is_second_level
),

superiors as (
    select
        vetoes.ruling_no,
        max_by(units.unit_name, units.valid_from) as superior_unit_name
    from vetoes
    inner join units
        on units.unit_code = vetoes.superior_unit_code
        and units.valid_from <= vetoes.ruled_on
        and (units.valid_to is null or units.valid_to > vetoes.ruled_on)
    where vetoes.version_no = 1
    group by vetoes.ruling_no
)

select
    vetoes.ruling_no,
    vetoes.ruled_on,
    vetoes.subject_code as unit_code,
    vetoes.unit_name,
    vetoes.superior_unit_code,
    superiors.superior_unit_name,
    vetoes.linked_ruling_no,
    linked.sanction as linked_sanction,
    case
        when linked.ruling_no is null then 'missing'
        when linked.subject_code = vetoes.superior_unit_code then 'linked'
        else 'misdirected'
    end as liability,
    vetoes.in_force,
    unit_streets.street_code,
    vetoes.delivery_no,
    vetoes.sheet_no,
    vetoes.row_no
from vetoes
left join rulings as linked on linked.ruling_no = vetoes.linked_ruling_no
left join superiors on superiors.ruling_no = vetoes.ruling_no
left join unit_streets on unit_streets.unit_code = vetoes.subject_code
where vetoes.version_no = 1
