"""The published tables that the overview reads: headlines of every subject, scores and what moved them."""

from reports.marts.network import NETWORK
from reports.marts.quality import QUALITY
from reports.marts.tables import Columns, some

OVERVIEW: Columns = {
    **some("snapshot", "class_counts", "class_totals", "scores", "score_parts", "movements", "check_runs"),
    **some("files", "frozen_half_years", "restatements", "rulings"),
    **{table: NETWORK[table] for table in ("district_figures", "network_totals", "facility_standards")},
    **{table: QUALITY[table] for table in ("finding_trend", "count_changes", "reasons")},
    "standings": {"half_year": "varchar", "body_code": "varchar", "ranked_bodies": "bigint"},
    "rank_intervals": {
        "half_year": "varchar",
        "body_code": "varchar",
        "varied": "varchar",
        "rank_best": "bigint",
        "rank_worst": "bigint",
    },
    "rank_firmness": {
        "half_year": "varchar",
        "body_code": "varchar",
        "band": "bigint",
        "deciding_indicator_id": "varchar",
        "rank_without": "bigint",
    },
    "score_changes": {
        "half_year": "varchar",
        "previous_half_year": "varchar",
        "body_code": "varchar",
        "score_given": "double",
        "corrected_records": "double",
        "scheme_change": "double",
        "performance": "double",
        "denominators": "double",
        "score_change": "double",
        "score": "double",
    },
}
