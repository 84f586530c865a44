"""The published tables that the page on classes reads."""

from reports.marts.columns import INDICATOR_VALUES
from reports.marts.floating import FLOATING
from reports.marts.tables import Columns, some

CLASSES: Columns = {
    **some("snapshot", "class_counts", "class_totals"),
    "floating_shares": FLOATING["floating_shares"],
    "indicator_values": INDICATOR_VALUES,
    "evidenced_classes": {
        "half_year": "varchar",
        "division_code": "varchar",
        "division_name": "varchar",
        "division_level": "varchar",
        "management_class": "varchar",
        "evidenced_class": "varchar",
        "women": "bigint",
    },
}
