"""How long a night takes in a home of three years: the sample's ledgers, and those of ten quarters before.

uv run python tests/bench/years.py 15289 200000

Printed are the night that reads all of it, and the night after, for which one community corrects one ledger.
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import polars as pl
from night import send_again, silent, stage, text_frame

from pipelines.home import Home
from pipelines.orchestration.run import execute_night
from pipelines.reading.dates import read_dates
from pipelines.sample.district import SAMPLE_AS_OF, write_district

HALF_YEARS = 5
MONTHS = 6
SNAPSHOT, BORN = "统计时点", "出生日期"


def measure(files: int) -> None:
    """Time the night that reads three years, and the one after it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.prepare()
        write_district(home.inbox, files=files)
        print(f"-- {files:,} files; {write_earlier(home.inbox):,} ledgers of the years before")
        with stage("whole night, cold"):
            execute_night(home, home.inbox, SAMPLE_AS_OF, silent)
        send_again(home.inbox)
        with stage("one ledger sent again"):
            execute_night(home, home.inbox, SAMPLE_AS_OF + timedelta(days=1), silent)
        kept = {
            part.name: sum(file.stat().st_size for file in part.rglob("*")) for part in home.root.iterdir()
        }
        print(", ".join(f"{name} {size / 1e9:.1f} GB" for name, size in sorted(kept.items()) if size > 1e8))


def write_earlier(inbox: Path) -> int:
    """Each ledger of the inbox as it may have been half a year before, and so on; how many were written."""
    written = 0
    for path in sorted(inbox.rglob("台账-*.csv")):
        cells = text_frame(path)
        names = [(name or "").strip() for name in cells.row(0)]
        if SNAPSHOT not in names:  # one of the planted headers
            continue
        dates = [
            str(cells.columns[place])
            for place, name in enumerate(names)
            if name == SNAPSHOT or (name.endswith("日期") and name != BORN)
        ]
        for back in range(1, HALF_YEARS + 1):
            earlier = cells.with_columns(_earlier(pl.col(name), MONTHS * back) for name in dates)
            snapshot = earlier[str(cells.columns[names.index(SNAPSHOT)])].drop_nulls()[-1]
            target = path.parent.parent / snapshot / path.name
            target.parent.mkdir(exist_ok=True)
            earlier.write_csv(target, include_header=False)
            written += 1
    return written


def _earlier(cell: pl.Expr, months: int) -> pl.Expr:
    """The dates so many months before, the ends of months still ends; other text stays."""
    day = read_dates(cell)
    before = day.dt.offset_by(f"-{months}mo")
    same = pl.when(day == day.dt.month_end()).then(before.dt.month_end()).otherwise(before)
    return pl.coalesce(same.dt.strftime("%Y-%m-%d"), cell)


if __name__ == "__main__":
    for size in sys.argv[1:] or ["15289"]:
        measure(int(size))
