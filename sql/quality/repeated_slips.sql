-- Units whose slips of a half-year are the last one's, line for line, beyond what chance leaves of the changes that other
-- units report: with the others' share of equal lines, so few differences would come about in one of 1,000 such units.
-- A line is equal where person, community, status and certificate are; lines that only one of the two slips has differ.
-- Compared are communities to which the unit sent slips in both half-years, and units of at least 20 lines. The share is
-- rounded down to five percent and without its number of lines, so that it tells of no single woman.
-- zh: 通报单与上期逐行几乎相同、超出偶然的单位：按其他单位的相同行比例，千个单位中不到一个会如此少变；
-- zh: 只比较两期都报到的社区和至少20行的单位，比例向下取到百分之五，不露个人。
-- Grain: one unit in one half-year. Key: half_year, unit_code.
with half_years as (
    select
        half_year,
        case
            when right(half_year, 2) = 'H2' then left(half_year, 4) || 'H1'
            else cast(cast(left(half_year, 4) as integer) - 1 as varchar) || 'H2'
        end as last_half_year
    from core.half_years
),

slips as (
    select distinct half_year, unit_code, community_code, slip_no from staging.slips
),

repeated_addresses as (
    select distinct half_years.half_year, half_years.last_half_year, slips.unit_code, slips.community_code
    from half_years
    inner join slips on slips.half_year = half_years.half_year
    inner join slips as last_slips
        on last_slips.half_year = half_years.last_half_year
        and last_slips.unit_code = slips.unit_code
        and last_slips.community_code = slips.community_code
),

lines as (
    select distinct
        repeated_addresses.half_year,
        repeated_addresses.unit_code,
        repeated_addresses.community_code,
        slips.half_year = repeated_addresses.half_year as is_new,
        slip_lines.person_key,
        slip_lines.employment_status,
        slip_lines.certificate_no
    from repeated_addresses
    inner join slips
        on slips.half_year in (repeated_addresses.half_year, repeated_addresses.last_half_year)
        and slips.unit_code = repeated_addresses.unit_code
        and slips.community_code = repeated_addresses.community_code
    inner join staging.slip_lines as slip_lines on slip_lines.slip_no = slips.slip_no
),

compared_lines as (
    select
        half_year,
        unit_code,
        count(*) = 2 as is_equal
    from lines
    group by half_year, unit_code, community_code, person_key, employment_status, certificate_no
),

units as (
    select
        half_year,
        unit_code,
        count(*) as lines,
        count(*) filter (where not is_equal) as differences
    from compared_lines
    group by half_year, unit_code
),

beside_others as (
    select
        *,
        (sum(differences) over district - differences) / nullif(sum(lines) over district - lines, 0) as others_share
    from units
    window district as (partition by half_year)
),

chances as (
    select
        half_year,
        unit_code,
        lines,
        differences,
        others_share,
        -- the binomial chance of so few differences, summed over none, one, ... of them
        sum(exp(
            lgamma(lines + 1) - lgamma(few.differences_of_chance + 1) - lgamma(lines - few.differences_of_chance + 1)
            + few.differences_of_chance * ln(others_share)
            + (lines - few.differences_of_chance) * ln(1 - others_share)
        )) as chance
    from beside_others
    inner join (select unnest(range(0, 1000)) as differences_of_chance) as few
        on few.differences_of_chance <= beside_others.differences
    where lines >= 20
        and others_share > 0
        and others_share < 1
        -- of more, no slip is a copy
        and differences <= lines * 0.2
        and differences < lines * others_share
    group by half_year, unit_code, lines, differences, others_share
)

select
    half_year,
    unit_code,
    'slips_like_the_last' as question_id,
    floor((lines - differences) / lines * 20) * 5 as figure_pct,
    round((1 - others_share) * 100) as usual_pct
from chances
where chance < 0.001
