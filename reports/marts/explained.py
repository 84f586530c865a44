"""What explains a score: the marts from the score down to its sources, by half-year or for one body."""

from pathlib import Path

import duckdb
import polars as pl

from reports.marts.snapshot import read_marts
from reports.marts.tables import Columns, Marts

BODY = {"half_year": "varchar", "body_code": "varchar"}
PART = {**BODY, "part": "varchar"}
SHOWN = {
    "shown_points": "double",
    "shown_points_won": "double",
    "shown_points_lost": "double",
    "shown_score_lost": "double",
}
EXPLAINING: Columns = {
    "scores": {
        **BODY,
        "body_name": "varchar",
        "body_level": "varchar",
        "scheme": "varchar",
        "score": "double",
        "rank": "bigint",
        "applicable_points": "double",
        "status": "varchar",
        "vetoed": "boolean",
        "commendation_eligible": "boolean",
    },
    "standings": {**BODY, "street_code": "varchar", "scheme_from": "date", "ranked_bodies": "bigint"},
    "score_parts": {**PART, "part_score": "double", "population": "bigint", "share": "double"},
    "score_shares": {**PART, **SHOWN, "shown_score_most": "double", "shown_score_given": "double"},
    "score_groups": {
        **PART,
        "step_no": "bigint",
        "indicator_group": "varchar",
        **SHOWN,
        "shown_score_after": "double",
    },
    "score_steps": {
        **PART,
        "step_no": "bigint",
        "indicator_group": "varchar",
        "indicator_id": "varchar",
        **SHOWN,
    },
    "indicator_values": {
        **PART,
        "indicator_id": "varchar",
        "numerator": "double",
        "denominator": "double",
        "value_pct": "double",
        "status": "varchar",
    },
    "scheme_lines": {
        "scheme_from": "date",
        "area_type": "varchar",
        "scheme_line": "bigint",
        "indicator_group": "varchar",
        "indicator_id": "varchar",
        "label_zh": "varchar",
        "better": "varchar",
        "target_pct": "double",
        "zero_pct": "double",
    },
    "lost_points": {
        **PART,
        "indicator_id": "varchar",
        "source_code": "varchar",
        "source_name": "varchar",
        "source_level": "varchar",
        "points_lost": "double",
        "shown_points_lost": "double",
        "shown_score_lost": "double",
    },
    "indicator_findings": {
        **BODY,
        "indicator_id": "varchar",
        "check_id": "varchar",
        "findings": "bigint",
    },
    "indicator_checks": {"indicator_id": "varchar", "check_id": "varchar"},
    "turning_shares": {
        **BODY,
        "urban_share": "double",
        "share_below": "double",
        "body_below_share": "varchar",
        "share_above": "double",
        "body_above_share": "varchar",
    },
    "change_steps": {
        **BODY,
        "previous_half_year": "varchar",
        "step_no": "bigint",
        "cause": "varchar",
        "shown_score_before": "double",
        "shown_change": "double",
        "shown_score_after": "double",
    },
    "scores_by_scheme": {
        **BODY,
        "boundaries": "varchar",
        "scheme_from": "date",
        "is_own_scheme": "boolean",
        "scheme": "varchar",
        "score": "double",
        "rank": "bigint",
        "status": "varchar",
    },
    "rulings": {
        "ruling_no": "varchar",
        "ruled_on": "date",
        "subject_code": "varchar",
        "sanction": "varchar",
        "in_force": "boolean",
    },
    "joint_liability": {
        "ruling_no": "varchar",
        "ruled_on": "date",
        "unit_name": "varchar",
        "superior_unit_name": "varchar",
        "linked_ruling_no": "varchar",
        "linked_sanction": "varchar",
        "liability": "varchar",
        "in_force": "boolean",
        "street_code": "varchar",
    },
    "rank_intervals": {
        **BODY,
        "varied": "varchar",
        "score_low": "double",
        "score_high": "double",
        "rank_best": "bigint",
        "rank_worst": "bigint",
    },
    "rank_firmness": {
        **BODY,
        "band": "bigint",
        "bodies_in_band": "bigint",
        "deciding_indicator_id": "varchar",
        "rank_without": "bigint",
    },
}


def scored_half_years(snapshot: Path) -> list[str]:
    """The half-years that have scores, oldest first; none where the snapshot has no scores."""
    try:
        with duckdb.connect(str(snapshot), read_only=True) as connection:
            rows = connection.sql("select distinct half_year from marts.scores order by 1").fetchall()
    except duckdb.CatalogException:
        return []
    return [half_year for (half_year,) in rows if half_year]


def explaining_marts(snapshot: Path, half_year: str) -> Marts:
    """The marts of one half-year, with two more tables in the order they are read in.

    `steps`: what each indicator took off, with its value and its scheme line; `sources`: who lost it.
    """
    marts = dict(read_marts(snapshot, EXPLAINING, half_year))
    standings = marts["standings"].select("half_year", "body_code", "scheme_from")
    marts["steps"] = (
        marts["score_steps"]
        .join(marts["indicator_values"], on=[*PART, "indicator_id"], how="left")
        .join(standings, on=[*BODY], how="left")
        .join(
            marts["scheme_lines"].drop("indicator_group"),
            left_on=["scheme_from", "part", "indicator_id"],
            right_on=["scheme_from", "area_type", "indicator_id"],
            how="left",
        )
        .sort("half_year", "body_code", "step_no")
    )
    marts["sources"] = (
        marts["lost_points"]
        .join(marts["score_steps"].select(*PART, "indicator_id", "step_no"), on=[*PART, "indicator_id"])
        .sort(
            ["half_year", "body_code", "step_no", "points_lost", "source_code"],
            descending=[False, False, False, True, False],
        )
    )
    return marts


def of_body(marts: Marts, body_code: str) -> Marts:
    """What of the marts is about one body; what is about none stays whole."""
    by_body = {"rulings": "subject_code", "joint_liability": "street_code"}
    return {
        table: frame.filter(pl.col(by_body.get(table, "body_code")) == body_code)
        if by_body.get(table, "body_code") in frame.columns
        else frame
        for table, frame in marts.items()
    }


def lines(body: Marts) -> pl.DataFrame:
    """One body's explanation as one table: a line a score, part, group, indicator and source.

    Of each level the lines sum to the line above: `points_lost` and `score_lost` of sources to their
    indicator's, these to their group's, these to their part's; 100 less these is the score.
    """
    levels = {
        "score": body["scores"],
        "part": body["score_parts"].join(body["score_shares"], on=[*PART], how="left"),
        "group": body["score_groups"].sort("step_no"),
        "indicator": body["steps"],
        "source": body["sources"],
    }
    columns = {
        "part": "part",
        "indicator_group": "indicator_group",
        "indicator_id": "indicator_id",
        "source_code": "source_code",
        "source_name": "source_name",
        "population": "population",
        "share": "share",
        "numerator": "numerator",
        "denominator": "denominator",
        "value_pct": "value_pct",
        "status": "status",
        "shown_points": "points",
        "shown_points_won": "points_won",
        "shown_points_lost": "points_lost",
        "shown_score_lost": "score_lost",
        "shown_score_given": "score_given",
        "score": "score",
        "rank": "rank",
    }
    kinds = {column: kind for frame in levels.values() for column, kind in frame.schema.items()}
    return pl.concat(
        frame.select(
            pl.lit(level).alias("level"),
            *(
                (pl.col(column) if column in frame.columns else pl.lit(None, kinds[column])).alias(name)
                for column, name in columns.items()
            ),
        )
        for level, frame in levels.items()
    )
