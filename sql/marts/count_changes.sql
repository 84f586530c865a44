-- Why the class counts of communities at past month's ends are not those last published, by cause: new_file, closed,
-- class_changed, moved (between bodies), merged_duplicate, corrected_row, boundary, rule. The causes sum to the difference.
-- What changed from one month's end to the next is no correction and stands in the counts themselves.
-- zh: 过去月末的社区分类人数与上次公布的为何不同，按原因列出，各原因相加等于差数；两个月末之间的变化不属更正。
-- Grain: one division, class and cause at one month's end. Key: as_of_date, division_code, management_class, cause.
with count_changes as (
    select * from protection.count_changes
)

select
    as_of_date,
    division_code,
    division_name,
    division_level,
    management_class,
    cause,
    women_gained - women_lost as change_in_women,
    is_suppressed
from count_changes
