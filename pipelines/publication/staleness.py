"""How far behind a home is: nights that did not run, days that the published snapshot lags."""

from datetime import date

from pipelines.home import Home
from pipelines.publication.pack import snapshot_stamp
from pipelines.publication.record import read_record


def nights_missed(home: Home) -> int:
    """The nights between the last one on record and tonight; 0 where none has ended yet."""
    record = read_record(home.record)
    return max(0, _days_until_tonight(home, record.as_of) - 1) if record else 0


def days_stale(home: Home) -> tuple[str, int] | None:
    """The published snapshot's date, and how many days ago that was; None while nothing is published."""
    if not home.current.exists():
        return None
    as_of, _ = snapshot_stamp(home.current)
    return as_of, _days_until_tonight(home, as_of)


def _days_until_tonight(home: Home, as_of: str) -> int:
    return (home.usual_date() - date.fromisoformat(as_of)).days
