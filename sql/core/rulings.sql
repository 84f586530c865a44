-- Rulings on institutions, with the name that each bore on the day, and whether each is in force on the date of knowledge.
-- zh: 对机构的裁定、机构当日的名称，及在统计时点是否有效。
-- Grain: one ruling. Key: ruling_no.
with rulings as (
    select * from staging.rulings
),

run as (
    select as_of_date from rules.run
),

names as (
    select unit_code as subject_code, unit_name as subject_name, valid_from, valid_to from core.units
    union all
    select division_code, division_name, valid_from, valid_to from core.divisions
),

sanctions as (
    select code, label_en from rules.codes where list_name = 'sanction'
)

select
    rulings.ruling_no,
    rulings.ruled_on,
    rulings.subject_type,
    rulings.subject_code,
    min(names.subject_name) as subject_name,
    sanctions.label_en as sanction,
    rulings.linked_ruling_no,
    coalesce(
        rulings.effective_from <= run.as_of_date
        and (rulings.effective_to is null or rulings.effective_to > run.as_of_date)
        and (rulings.revoked_on is null or rulings.revoked_on > run.as_of_date),
        false
    ) as in_force,
    rulings.delivery_no,
    rulings.sheet_no,
    rulings.row_no
from rulings
cross join run
left join sanctions on sanctions.code = rulings.sanction
left join names
    on names.subject_code = rulings.subject_code
    and names.valid_from <= rulings.ruled_on
    and (names.valid_to is null or names.valid_to > rulings.ruled_on)
group by all
