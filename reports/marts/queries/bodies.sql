-- Communities and villages of a half-year: score, files by class at its last month's end that ledgers cover, findings,
-- files that did not come, and the movement that ends in it. -1: withheld; null: there is none.
with scores as (
    select * from marts.scores where half_year = $half_year and body_level in ('community', 'village')
),

standings as (
    select * from marts.standings where half_year = $half_year
),

counts as (
    select * from marts.class_counts
    where as_of_date = (
        select max(as_of_date) from marts.class_counts
        where format('{}H{}', year(as_of_date), (month(as_of_date) + 5) // 6) = $half_year
    )
),

files as (
    select
        body_code,
        min(body_name) as body_name,
        min(body_level) as body_level,
        min(street_code) as street_code,
        min(area_type) as area_type,
        sum(women)::bigint as files,
        count(*) = count(women) as is_files_whole,
        max(coalesce(women, -1)) filter (management_class = 'main') as main,
        max(coalesce(women, -1)) filter (management_class = 'co_managed') as co_managed,
        max(coalesce(women, -1)) filter (management_class = 'floating') as floating,
        max(coalesce(women, -1)) filter (management_class = 'unclassified') as unclassified,
        max(coalesce(women, -1)) filter (management_class = 'village_managed') as village_managed
    from counts
    group by body_code
),

streets as (
    select street_code, min(street_name) as street_name from marts.class_counts group by street_code
    union
    select body_code, body_name from marts.scores
    where half_year = $half_year and body_level in ('street', 'town')
        and body_code not in (select street_code from marts.class_counts where street_code is not null)
),

told_findings as (
    -- of a check too rare for it no count is told by body
    select * from marts.finding_counts
    where as_of_date = (select max(as_of_date) from marts.finding_counts)
    qualify count(findings) over (partition by check_id) > 0
),

findings as (
    select
        body_code,
        sum(findings)::bigint as findings,
        count(*) = count(findings) as is_findings_whole,
        sum(findings) filter (check_group = 'missing')::bigint as missing,
        count(*) filter (check_group = 'missing')
            = count(findings) filter (check_group = 'missing') as is_missing_whole
    from told_findings
    left join marts.checks using (check_id)
    group by body_code
),

missing_files as (
    select body_code, count(*) as missing_files from marts.missing_files group by body_code
),

movements as (
    select
        body_code,
        coalesce(files_before, -1) as files_before,
        coalesce(missed_filed, -1) as missed_filed,
        coalesce(opened_other, -1) as opened_other,
        coalesce(transferred_to_villages, -1) as transferred_to_villages,
        coalesce(closed_other, -1) as closed_other,
        coalesce(files_after, -1) as files_after
    from marts.movements
    where to_date = (
        select max(to_date) from marts.movements
        where format('{}H{}', year(to_date), (month(to_date) + 5) // 6) = $half_year
    )
),

judged as (
    -- findings and files that did not come are those of the newest half-year alone
    select coalesce(max(half_year), $half_year) = $half_year as is_judged from marts.scores
),

bodies as (
    select
        coalesce(scores.body_code, files.body_code) as body_code,
        coalesce(files.body_name, scores.body_name) as body_name,
        coalesce(files.body_level, scores.body_level) as body_level,
        coalesce(files.area_type, scores.scheme) as area_type,
        coalesce(files.street_code, standings.street_code) as street_code,
        standings.ranked_bodies,
        scores.* exclude (body_code, body_name, body_level),
        files.* exclude (body_code, body_name, body_level, area_type, street_code)
    from scores
    full join files on files.body_code = scores.body_code
    left join standings on standings.body_code = scores.body_code
)

select
    bodies.body_code,
    bodies.body_name,
    bodies.body_level,
    bodies.street_code,
    streets.street_name,
    bodies.area_type,
    bodies.score,
    bodies.rank,
    bodies.ranked_bodies,
    bodies.status,
    bodies.files,
    bodies.is_files_whole,
    bodies.main,
    bodies.co_managed,
    bodies.floating,
    bodies.unclassified,
    bodies.village_managed,
    if(is_judged, coalesce(findings.findings, 0), null) as findings,
    if(is_judged, coalesce(findings.is_findings_whole, true), null) as is_findings_whole,
    if(is_judged, coalesce(findings.missing, 0), null) as missing,
    if(is_judged, coalesce(findings.is_missing_whole, true), null) as is_missing_whole,
    if(is_judged, coalesce(missing_files.missing_files, 0), null) as missing_files,
    movements.files_before,
    movements.missed_filed,
    movements.opened_other,
    movements.transferred_to_villages,
    movements.closed_other,
    movements.files_after
from bodies
cross join judged
left join streets on streets.street_code = bodies.street_code
left join findings on findings.body_code = bodies.body_code
left join missing_files on missing_files.body_code = bodies.body_code
left join movements on movements.body_code = bodies.body_code
order by bodies.body_code
