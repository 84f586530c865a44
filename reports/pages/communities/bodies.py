"""Communities and villages of one half-year as a script of columns, for tables and small charts."""

from reports.marts.queried import queried
from reports.marts.tables import COLUMNS, Columns, Marts
from reports.parts.packed import packed, packed_script

CLASSES = ("main", "co_managed", "floating", "unclassified", "village_managed")
BODIES: Columns = {
    **{
        table: COLUMNS[table]
        for table in ("scores", "class_counts", "class_totals", "movements", "finding_counts")
    },
    "standings": {
        "half_year": "varchar",
        "body_code": "varchar",
        "street_code": "varchar",
        "ranked_bodies": "bigint",
    },
    "checks": {"check_id": "varchar", "check_group": "varchar"},
    "missing_files": {"body_code": "varchar"},
}
TABLES = ("bodies", "streets", "months", "body_months", "street_months")


def body_half_years(marts: Marts) -> list[str]:
    """The half-years that have a score or a count of a community or village, oldest first."""
    return queried(marts, ("half_years",))["half_years"]["half_year"].to_list()


def bodies_script(marts: Marts, half_year: str) -> str:
    """A script that hands over `bodies`, `streets`, `months`, and their counts at each month's end.

    Counts stand densely: each body's, or street's, months one after another. A withheld count is -1.
    """
    found = queried(marts, TABLES, half_year=half_year)
    counts = {name: packed(found[name].select(CLASSES)) for name in ("body_months", "street_months")}
    rest = {name: packed(found[name]) for name in ("bodies", "streets", "months")}
    return packed_script(f"bodies-{half_year}", rest | counts)
