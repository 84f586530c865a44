"""A published snapshot with scores down to their sources, of any size; the first street is mixed."""

from pathlib import Path

import duckdb

from reports.marts.explained import EXPLAINING
from reports.pages.communities.bodies import BODIES
from reports.parts.labels import codes

HALF_YEARS = ("2005H2", "2006H1")
# every indicator costs 0.10 of the score; the mixed street loses it twice, at 60 and at 40 %
TABLES = {
    "snapshot": "select date '2006-07-20' as as_of_date, 'c0ffee' as snapshot_id",
    "lines": "select unnest($indicators) as indicator_id, unnest(range(len($indicators))) as scheme_line",
    "streets": """
        select half_year, '4116' || lpad(s::varchar, 5, '0') as body_code, '第' || s || '街道' as body_name,
            'street' as body_level, if(s = 1, 'mixed', 'urban') as scheme, null as street_code
        from unnest($half_years) as h(half_year), range(1, $streets + 1) as t(s)""",
    "communities": """
        select half_year, body_code || lpad(c::varchar, 3, '0') as body_code,
            body_name || '第' || c || '社区' as body_name, 'community' as body_level,
            if(scheme = 'mixed' and c % 2 = 0, 'rural', 'urban') as scheme, body_code as street_code
        from streets, range(1, $communities + 1) as t(c)""",
    "scores": """
        select half_year, body_code, body_name, body_level, scheme, if(scheme = 'mixed', 90.7, 96.7) as score,
            1 as rank, 100.0 as applicable_points, 'final' as status, false as vetoed,
            true as commendation_eligible
        from (from streets union all by name from communities)""",
    "standings": """
        select half_year, body_code, street_code, date '1999-01-01' as scheme_from, $streets as ranked_bodies
        from (from streets union all by name from communities)""",
    "score_parts": """
        select half_year, body_code, if(scheme = 'mixed', part, scheme) as part,
            if(scheme = 'mixed', if(part = 'urban', 92.5, 88.0), 96.7) as part_score,
            if(scheme = 'mixed' and part = 'rural', 12000, 18000) as population,
            if(scheme = 'mixed', if(part = 'urban', 0.6, 0.4), 1.0) as share
        from scores, (values ('urban'), ('rural')) as p(part) where scheme = 'mixed' or part = 'urban'""",
    "score_shares": """
        select half_year, body_code, part, 100.0 as shown_points, 96.7 as shown_points_won,
            3.3 as shown_points_lost, if(share = 1, 3.3, if(part = 'urban', 4.5, 4.8)) as shown_score_lost,
            100 * share as shown_score_most, round(part_score * share, 2) as shown_score_given
        from score_parts""",
    "score_steps": """
        select half_year, body_code, part,
            1 + scheme_line + if(part = 'rural', len($indicators), 0) as step_no,
            'monthly' as indicator_group, indicator_id, 3.0 as shown_points, 2.9 as shown_points_won,
            0.1 as shown_points_lost, 0.1 as shown_score_lost
        from score_parts, lines""",
    "score_groups": """
        select half_year, body_code, part, min(step_no) as step_no, indicator_group,
            round(sum(shown_points), 2) as shown_points, round(sum(shown_points_won), 2) as shown_points_won,
            round(sum(shown_points_lost), 2) as shown_points_lost,
            round(sum(shown_score_lost), 2) as shown_score_lost, 96.7 as shown_score_after
        from score_steps group by all""",
    "indicator_values": """
        select half_year, body_code, part, indicator_id, 900.0 + step_no as numerator, 1000.0 as denominator,
            90 + step_no / 10 as value_pct, 'ok' as status
        from score_steps""",
    "scheme_lines": """
        select date '1999-01-01' as scheme_from, area_type, scheme_line, 'monthly' as indicator_group,
            indicator_id, 'zh ' || indicator_id as label_zh, 'higher' as better, 5.0 as points,
            100.0 as target_pct, 80.0 as zero_pct
        from lines, (values ('urban'), ('rural')) as a(area_type)""",
    "lost_points": """
        select s.half_year, s.body_code, s.part, s.indicator_id, c.body_code as source_code,
            c.body_name as source_name, 'community' as source_level, 0.005 as points_lost,
            if(c.body_code like '%001', 0.1, 0.0) as shown_points_lost,
            if(c.body_code like '%001', 0.1, 0.0) as shown_score_lost
        from score_steps as s inner join communities as c
            on c.half_year = s.half_year and s.body_code in (c.body_code, c.street_code)""",
    "indicator_checks": "select 'missed_record_rate' as indicator_id, 'missed_from_slip' as check_id",
    "indicator_findings": """
        select half_year, body_code, 'missed_record_rate' as indicator_id, 'missed_from_slip' as check_id,
            24 as findings
        from streets where half_year = '2006H1'""",
    "turning_shares": """
        select half_year, body_code, 0.6 as urban_share, null::double as share_below,
            null as body_below_share, 0.95 as share_above, '411600002' as body_above_share
        from streets where scheme = 'mixed'""",
    "scores_by_scheme": """
        select half_year, 'own' as boundaries, date '1999-01-01' as scheme_from, true as is_own_scheme,
            body_code, scheme, score, rank, status
        from scores""",
    "change_steps": """
        select half_year, '2005H2' as previous_half_year, body_code, step_no, cause,
            88.1 as shown_score_before, shown_change, shown_score_after
        from streets, (values (1, 'corrected_records', 0.0, 88.1), (2, 'scheme_change', 0.0, 88.1),
            (3, 'performance', 3.0, 91.1), (4, 'denominators', -0.4, 90.7))
            as t(step_no, cause, shown_change, shown_score_after)
        where half_year = '2006H1'""",
    "rank_intervals": """
        select half_year, body_code, 'weights' as varied, 88.4 as score_low, 92.1 as score_high,
            1 as rank_best, 3 as rank_worst
        from streets""",
    "rank_firmness": """
        select half_year, body_code, 2 as band, 3 as bodies_in_band,
            'missed_record_rate' as deciding_indicator_id,
            2 as rank_without
        from streets""",
    "rulings": """
        select '川人口〔2006〕1号' as ruling_no, date '2006-02-14' as ruled_on, 'street' as subject_type,
            '411600001' as subject_code, '第1街道' as subject_name, 'criticism' as sanction,
            null::varchar as linked_ruling_no, true as in_force""",
    "joint_liability": """
        select '川人口〔2006〕2号' as ruling_no, date '2006-02-15' as ruled_on, '第1二级机构' as unit_name,
            '第1主管局' as superior_unit_name, '川人口〔2006〕3号' as linked_ruling_no,
            'criticism' as linked_sanction, 'linked' as liability, true as in_force,
            '411600001' as street_code""",
    "class_counts": """
        select as_of_date, street_code, '第' || street_code[5:]::int || '街道' as street_name,
            body_code, body_name, body_level, scheme as area_type, management_class,
            nullif(women, 3) as women, women = 3 as is_suppressed
        from (
            select *, case management_class
                when 'unclassified' then 3 * (body_code[-3:]::int % 3)
                else size + body_code[-3:]::int + month(as_of_date) end as women
            from communities,
                (values ('main', 90), ('co_managed', 480), ('floating', 50), ('unclassified', 0))
                    as k(management_class, size),
                (values (date '2006-04-30'), (date '2006-05-31'), (date '2006-06-30')) as m(as_of_date)
            where half_year = '2006H1')""",
    "class_totals": """
        select as_of_date, 'own' as boundaries, street_code as division_code, street_name as division_name,
            'street' as division_level, management_class, sum(women)::bigint as women, false as is_suppressed
        from class_counts group by all""",
    "movements": """
        select date '2006-03-31' as from_date, date '2006-06-30' as to_date, body_code, 600 as files_before,
            20 as missed_filed, 5 as opened_other,
            if(body_code like '%002', null, 10) as transferred_to_villages, 4 as closed_other,
            if(body_code like '%002', null, 611) as files_after
        from communities where half_year = '2006H1'""",
    "checks": """
        select unnest(['missed_from_slip', 'date_invalid', 'class_missing']) as check_id,
            unnest(['missing', 'misread', 'misfiled']) as check_group""",
    "finding_counts": """
        select date '2006-07-20' as as_of_date, check_id, 'warn' as severity, body_code,
            case when check_id = 'class_missing' or (check_id = 'missed_from_slip' and body_code like '%002')
                then null else 5 + body_code[-3:]::int end as findings,
            findings is null as is_suppressed
        from communities, checks where half_year = '2006H1'""",
    "missing_files": """
        select '2006-06' as period, 'monthly_report' as source, body_code
        from communities where half_year = '2006H1' and body_code like '%001'""",
}


def write_explained(path: Path, streets: int = 3, communities: int = 4, renamed: str = "") -> Path:
    """A DuckDB file of so many streets and communities in each; `renamed` names the second street."""
    parameters: dict[str, object] = {
        "indicators": list(codes("indicator")),
        "half_years": list(HALF_YEARS),
        "streets": streets,
        "communities": communities,
    }
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; set search_path = 'marts'")
        for table, query in TABLES.items():
            used = {name: value for name, value in parameters.items() if f"${name}" in query}
            connection.execute(f"create table {table} as {query}", used)
        if renamed:
            connection.execute("update scores set body_name = ? where body_code = '411600002'", [renamed])
            connection.execute("update class_counts set body_name = ? where body_code like '%002'", [renamed])
            connection.execute("update lost_points set source_name = ? where points_lost > 0", [renamed])
        for helper in TABLES.keys() - EXPLAINING.keys() - BODIES.keys() - {"snapshot"}:
            connection.execute(f"drop table {helper}")
    return path
