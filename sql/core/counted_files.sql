-- The one file in which each woman is counted at every covered month's end, with the class it is counted in and what a
-- later night needs to say why it changed: the page, the delivery that stood, how many files she had, and the ages.
-- zh: 各覆盖月末计入每名妇女的那一份档案、计入的类别，以及供以后说明变化原因的内容：户页、采用的报送、档案份数和年龄范围。
-- Grain: one woman at one level of bodies at one month's end. Key: as_of_date, person_key, body_level.
with dates as (
    select * from core.as_of_dates where is_counted_month_end
),

classes as (
    select code, label_en from rules.codes where list_name = 'management_class'
),

files as (
    select * from core.files where is_counted
)

select
    files.as_of_date,
    files.person_key,
    files.body_level,
    files.body_code,
    case
        -- the fourth class is the villages' own: in a community it says nothing
        when files.body_level = 'community' and files.management_class = '4' then 'unclassified'
        else coalesce(classes.label_en, 'unclassified')
    end as management_class,
    files.household_page_no,
    files.snapshot_date,
    files.delivery_no,
    files.files,
    dates.childbearing_age_from,
    dates.childbearing_age_to
from files
inner join dates on dates.as_of_date = files.as_of_date
left join classes on classes.code = files.management_class
