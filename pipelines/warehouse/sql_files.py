"""Where the SQL files lie, and which indicators they count; no file is read for it."""

from pathlib import Path

ROOT = Path(__file__).parents[2] / "sql"


def indicator_ids(root: Path = ROOT) -> frozenset[str]:
    """Every indicator that is counted: one file each."""
    return frozenset(path.stem for path in (root / "indicators").glob("*.sql"))
