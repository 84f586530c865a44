"""Files read in processes of their own: in order, private, and a bad one costs itself only."""

import os
import stat
from pathlib import Path

import polars as pl
import pytest
from made_sheets import MONTHS, lines, month_row

from pipelines.reading.files import read_file
from pipelines.reading.results import SheetResult
from pipelines.reading.workers import Limits, read_in_workers


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def made(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number} 月报.csv" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(lines(MONTHS, month_row(f"A{number}"), month_row("")))
    return paths


def part(frame: Path | None, sheet: SheetResult) -> pl.DataFrame:
    assert frame is not None
    rows = pl.read_parquet(frame).filter(file_no=sheet.file_no, sheet_no=sheet.sheet_no)
    return rows.drop("file_no", "sheet_no")


def test_results_come_in_order_and_equal_a_direct_reading(tmp_path: Path, out: Path) -> None:
    paths = [*made(tmp_path, 9), tmp_path / "missing.csv"]
    results = list(read_in_workers(paths, out))
    assert [result.path for result in results] == paths
    assert [result.reason_code for result in results] == [None] * 9 + ["not_readable"]
    for path, result in zip(paths[:9], results, strict=False):
        (sheet,), (saved,) = read_file(path).sheets, result.sheets
        assert part(saved.rows, saved).equals(sheet.rows)
        assert part(saved.quarantined, saved).equals(sheet.quarantined)
        assert part(saved.findings, saved).equals(sheet.findings)


def test_frames_are_private(tmp_path: Path, out: Path) -> None:
    list(read_in_workers(made(tmp_path, 1), out))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()}
    assert modes == {0o600}


def test_a_file_that_kills_its_reader_costs_itself_only(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    paths = made(tmp_path, 8)
    for place, how in ((1, "kill"), (4, "hang"), (5, "swell")):
        paths[place] = paths[place].rename(tmp_path / how)
    results = list(read_in_workers(paths, out, limits=Limits(seconds=4), program="deadly_child"))
    expected = [None, "parser_died", None, None, "parser_timeout", "out_of_memory", None, None]
    assert [result.reason_code for result in results] == expected


def test_what_cannot_be_saved_is_no_files_fault(tmp_path: Path, out: Path) -> None:
    for place in range(3):
        (out / f"{place:06d}-courtyard_months.parquet").mkdir()
    with pytest.raises(OSError, match="could not save"):
        list(read_in_workers(made(tmp_path, 3), out))


def test_many_small_files_share_frames(tmp_path: Path, out: Path) -> None:
    results = list(read_in_workers(made(tmp_path, 40), out))
    sheets = [sheet for result in results for sheet in result.sheets]
    assert [sheet.file_no for sheet in sheets] == list(range(40))
    assert len({sheet.rows for sheet in sheets}) == 4


def test_no_path_is_no_process(out: Path) -> None:
    assert list(read_in_workers([], out)) == []


def test_abandoned_readings_leave_no_process(tmp_path: Path, out: Path) -> None:
    reading = read_in_workers(made(tmp_path, 9), out)
    next(reading)
    assert readers_of(out)
    reading.close()  # type: ignore[attr-defined]
    assert not readers_of(out)


def readers_of(out: Path) -> list[Path]:
    """The processes told to write into `out`; what else this test process started is not counted."""
    named = os.fsencode(out)
    return [process for process in Path("/proc").glob("[0-9]*") if named in arguments(process)]


def arguments(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:  # it ended while we looked
        return []
