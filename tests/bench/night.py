"""How long a night takes, stage by stage, beside the floor: the same files merely read and written.

uv run python tests/bench/night.py 15289 200000
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from pipelines.cli.nightly import run_nightly
from pipelines.home import Home
from pipelines.landing.land import land
from pipelines.orchestration.run import execute_night
from pipelines.privacy.keys import load_key
from pipelines.publication.night import publish_night
from pipelines.sample.district import SAMPLE_AS_OF, write_district
from pipelines.warehouse.build import build
from pipelines.warehouse.connection import LAYERS, load_rules, warehouse
from pipelines.warehouse.matches import find_matches
from pipelines.warehouse.models import mart_models, models
from pipelines.warehouse.rulebook import read_rules
from reports.site import write_site

BUILT = {
    "models": tuple(layer for layer in LAYERS if layer not in ("protection", "checks", "quality", "marts")),
    "checks": ("protection", "checks", "quality"),
    "marts": ("marts",),
}
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print wall and processor seconds of a stage, and the largest memory of any one process so far."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds, cpu = time.perf_counter() - wall, _cpu() - cpu
    print(f"{name:<22}{seconds:8.2f} s wall{cpu:8.2f} s cpu{peak / 1e6:7.2f} GB peak", flush=True)


def floor(inbox: Path, database: Path) -> None:
    """Read every file as text and write it to DuckDB, one table for each width; no rule is applied."""
    frames: dict[int, list[pl.DataFrame]] = {}
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        for frame in _frames(path):
            named = frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))
            frames.setdefault(frame.width, []).append(named.cast(pl.String))
    with duckdb.connect(str(database)) as connection:
        for width, parts in frames.items():
            if width:
                connection.register("parts", pl.concat(parts))
                connection.execute(f"create table raw_{width} as select * from parts")


def measure(files: int) -> None:
    """Time every stage of one cold night on the sample district of that many files."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.prepare()
        print(f"-- {files:,} files")
        with stage("sample"):
            write_district(home.inbox, files=files)
        with stage("floor"):
            floor(home.inbox, Path(folder) / "floor.duckdb")
        with stage("landing"):
            land(home, home.inbox, load_key(home.key_file, data_exist=False), silent)
        with warehouse(home) as connection:
            settings, schemes = read_rules(home.settings)
            load_rules(connection, SAMPLE_AS_OF, settings, schemes)
            with stage("matching"):
                find_matches(connection, home.matching, settings, SAMPLE_AS_OF)
            for name, layers in BUILT.items():
                with stage(name):
                    for model in models().values():
                        if model.layer in layers:
                            build(connection, model)
            with stage("publication"):
                publish_night(connection, home, mart_models())
        with stage("pages"):
            write_site(home.current.resolve(), home.dashboards)
        with stage("whole night, warm"):
            execute_night(home, home.inbox, SAMPLE_AS_OF, silent)
        with stage("nothing new"):
            run_nightly(home, None, SAMPLE_AS_OF)
        with stage("one ledger sent again"):
            send_again(home.inbox)
            execute_night(home, home.inbox, SAMPLE_AS_OF, silent)


def send_again(inbox: Path) -> None:
    """A community corrects its newest ledger: other bytes at the same place, a new delivery."""
    *_, sent = sorted(inbox.rglob("台账-人.csv"))
    sent.write_bytes(sent.read_bytes() + b"\r\n")


def _frames(path: Path) -> Iterator[pl.DataFrame]:
    if path.suffix == ".csv":
        yield text_frame(path)
        return
    try:
        yield from pl.read_excel(path, sheet_id=0, has_header=False, engine="calamine").values()
    except Exception as error:  # the sample plants a workbook that cannot be read
        print(f"floor: {type(error).__name__}", file=sys.stderr)


def text_frame(path: Path) -> pl.DataFrame:
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        return pl.read_csv(
            text.encode(), has_header=False, infer_schema=False, quote_char='"', truncate_ragged_lines=True
        )
    return pl.DataFrame()


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


silent: Callable[[str, int, int], None] = lambda stage, done, of: None  # noqa: E731

if __name__ == "__main__":
    for size in sys.argv[1:] or ["15289"]:
        measure(int(size))
