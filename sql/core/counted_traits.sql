-- Women with a file at every covered month's end, each counted once, by body, class and one trait at a time; unprotected.
-- What a ledger leaves blank is `unknown`; a body without a ledger has no figure (null), which is not the same as none.
-- zh: 各覆盖月末按辖区、类别及其他一项（年龄、户口、从业或合计）统计的在册妇女，每人只计一次；未经保护。
-- zh: 台账未填的为 unknown；没有台账的辖区为空，不等于没有。
-- Grain: one body, class and value of a trait at one month's end.
-- Key: as_of_date, body_code, management_class, trait, trait_value.
with class_counts as (
    select as_of_date, body_code, management_class, women from core.class_counts
),

trait_values as (
    select * from core.trait_values
),

files as (
    select * from core.files where is_counted
),

counted_files as (
    select as_of_date, person_key, body_level, management_class from core.counted_files
),

age_bands as (
    select * from core.age_bands
),

ledger_persons as (
    select delivery_no, sheet_no, row_no, hukou_type from core.ledger_persons
),

codes as (
    select list_name, code, label_en from rules.codes where list_name in ('hukou_type', 'employment_status')
),

women as (
    select
        files.as_of_date,
        files.body_code,
        counted_files.management_class,
        unnest(['age', 'hukou', 'employment']) as trait,
        unnest([
            age_bands.age_band,
            coalesce(hukou_types.label_en, 'unknown'),
            coalesce(employment_statuses.label_en, 'unknown')
        ]) as trait_value
    from files
    inner join counted_files
        on counted_files.as_of_date = files.as_of_date
        and counted_files.person_key = files.person_key
        and counted_files.body_level = files.body_level
    inner join age_bands
        on age_bands.as_of_date = files.as_of_date
        and age_bands.delivery_no = files.delivery_no
        and age_bands.sheet_no = files.sheet_no
        and age_bands.row_no = files.row_no
    inner join ledger_persons
        on ledger_persons.delivery_no = files.delivery_no
        and ledger_persons.sheet_no = files.sheet_no
        and ledger_persons.row_no = files.row_no
    left join codes as hukou_types
        on hukou_types.list_name = 'hukou_type'
        and hukou_types.code = ledger_persons.hukou_type
    left join codes as employment_statuses
        on employment_statuses.list_name = 'employment_status'
        and employment_statuses.code = files.employment_status
),

counts as (
    select as_of_date, body_code, management_class, trait, trait_value, count(*) as women
    from women
    group by all
)

select
    class_counts.as_of_date,
    class_counts.body_code,
    class_counts.management_class,
    trait_values.trait,
    trait_values.trait_value,
    case
        when trait_values.trait = 'all' or class_counts.women is null then class_counts.women
        else coalesce(counts.women, 0)
    end as women
from class_counts
inner join trait_values on trait_values.as_of_date = class_counts.as_of_date
left join counts
    on counts.as_of_date = class_counts.as_of_date
    and counts.body_code = class_counts.body_code
    and counts.management_class = class_counts.management_class
    and counts.trait = trait_values.trait
    and counts.trait_value = trait_values.trait_value
