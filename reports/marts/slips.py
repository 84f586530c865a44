"""The published tables that the page on slips and handovers reads."""

from reports.marts.columns import BODIES, INDICATOR_VALUES, PLACED
from reports.marts.tables import Columns, some

SLIP_COUNTS = {
    "slips_due": "bigint",
    "slips_on_time": "bigint",
    "slips_late": "bigint",
    "slips_missing": "bigint",
}
SLIPS: Columns = {
    **some("snapshot"),
    "class_counts": BODIES,
    "slip_totals": {
        "half_year": "varchar",
        **PLACED,
        "slip_deadline_on": "date",
        "is_final": "boolean",
        "units_due": "bigint",
        "units_on_time": "bigint",
        **SLIP_COUNTS,
        "on_time_pct": "double",
    },
    "unit_slips": {
        "half_year": "varchar",
        "unit_code": "varchar",
        "unit_name": "varchar",
        **PLACED,
        **SLIP_COUNTS,
    },
    "handover_totals": {
        "half_year": "varchar",
        **PLACED,
        "units_due": "bigint",
        "units_in_time": "bigint",
        "units_late": "bigint",
        "in_time_pct": "double",
    },
    "indicator_values": INDICATOR_VALUES,
}
