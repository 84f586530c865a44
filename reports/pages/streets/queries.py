"""The SQL on the published snapshot behind each table of the page that explains a score."""

from collections.abc import Mapping

from reports.marts.queried import query_text

_BODY = "where half_year = $half_year and body_code = $body_code"
_PART = "using (half_year, body_code, part)"


def explain_queries() -> Mapping[str, str]:
    """A query for each table of the page by its id; `$half_year` and `$body_code` stand for what is open."""
    return {
        "score": "select *\nfrom marts.scores\nleft join marts.standings using (half_year, body_code)\n"
        f"left join marts.rank_firmness using (half_year, body_code)\n{_BODY}",
        "table-parts": f"select *\nfrom marts.score_parts\nleft join marts.score_shares {_PART}\n{_BODY}\n"
        "order by part desc",
        "table-blend": f"select * from marts.turning_shares\n{_BODY}",
        "table-groups": f"select * from marts.score_groups\n{_BODY}\norder by step_no",
        "table-indicators": "select *\nfrom marts.score_steps\n"
        "left join marts.indicator_values using (half_year, body_code, part, indicator_id)\n"
        f"{_BODY}\norder by step_no",
        "losses": "select lost_points.*, score_steps.step_no\nfrom marts.lost_points\n"
        "left join marts.score_steps using (half_year, body_code, part, indicator_id)\n"
        f"{_BODY}\norder by step_no, points_lost desc, source_code",
        "table-bodies": f"select * from (\n    {_indented('bodies')}\n)\nwhere street_code = $body_code\n"
        "order by body_code",
        "table-changes": f"select * from marts.change_steps\n{_BODY}\norder by step_no",
        "table-rulings": "select * from marts.rulings\nwhere subject_code = $body_code or subject_code in (\n"
        "    select body_code from marts.standings\n"
        "    where half_year = $half_year and street_code = $body_code\n)",
        "table-liabilities": "select * from marts.joint_liability where street_code = $body_code",
        "table-schemes": f"select * from marts.scores_by_scheme\n{_BODY}",
        "table-firmness": f"select * from marts.rank_intervals\n{_BODY}",
    }


def _indented(name: str) -> str:
    return query_text(name).replace("\n", "\n    ")
