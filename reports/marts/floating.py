"""The published tables that the page on floating women reads."""

from reports.marts.columns import BODIES, INDICATOR_VALUES, PLACED
from reports.marts.tables import Columns, some

FLOATING: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "floating_shares": {
        "as_of_date": "date",
        "street_code": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "floating_women": "bigint",
        "all_women": "bigint",
        "floating_share_pct": "double",
    },
    "free_services": {
        "half_year": "varchar",
        **PLACED,
        "free_service": "varchar",
        "explained_pct": "double",
    },
    "indicator_values": INDICATOR_VALUES,
}
