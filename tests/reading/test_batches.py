"""Files read together yield what each yields alone, whatever else is in the batch."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from made_files import files
from made_sheets import LEDGER, MONTHS, citizen_id, lines, month_row, person_row

from pipelines.reading.files import read_batch
from pipelines.reading.readings import BatchReading
from pipelines.sample.district import write_district


@contextmanager
def written(contents: list[bytes]) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{place}.dat") for place in range(len(contents))]
        for path, data in zip(paths, contents, strict=True):
            path.write_bytes(data)
        yield paths


def read(*contents: str) -> BatchReading:
    with written([text.encode() for text in contents]) as paths:
        return read_batch(list(enumerate(paths)))


def told_of(batch: BatchReading, file_no: int) -> list[object]:
    """All that a batch tells of one file, in an order of its own."""
    reason = batch.rejections.get(file_no)
    accounts = [vars(account) | {"file_no": 0} for account in batch.sheets if account.file_no == file_no]
    frames = {**batch.rows, "findings": batch.findings, "quarantined": batch.quarantined}
    cells = {
        name: frame.filter(file_no=file_no).drop("file_no").sort("sheet_no", maintain_order=True)
        for name, frame in frames.items()
    }
    return [
        (reason.reason_code, reason.detail) if reason else batch.unmatched_tabs.get(file_no),
        sorted(accounts, key=lambda account: account["sheet_no"]),
        {name: (frame.schema, frame.rows()) for name, frame in cells.items() if frame.height},
    ]


def assert_as_if_alone(paths: list[Path]) -> None:
    together = read_batch(list(enumerate(paths)))
    for place, path in enumerate(paths):
        assert told_of(together, place) == told_of(read_batch([(0, path)]), 0), path.name


@settings(max_examples=80, deadline=None)
@given(files())
def test_any_files_are_read_as_if_alone(contents: list[bytes]) -> None:
    with written(contents) as paths:
        assert_as_if_alone(paths)


def test_a_district_is_read_as_if_file_by_file(tmp_path: Path) -> None:
    write_district(tmp_path / "inbox", 600)
    assert_as_if_alone(sorted(path for path in (tmp_path / "inbox").rglob("*") if path.is_file()))


def test_files_of_one_layout_share_a_frame() -> None:
    batch = read(lines(MONTHS, month_row("A1")), lines("标题", MONTHS, month_row("A2"), ""))
    rows = batch.rows["courtyard_months"].select("file_no", "sheet_no", "row_no", "courtyard_code")
    assert rows.rows() == [(0, 1, 2, "A1"), (1, 1, 3, "A2")]
    assert [(sheet.header_row, sheet.rows_seen) for sheet in batch.sheets] == [(1, 1), (2, 1)]


def test_a_tick_makes_blanks_no_in_its_file_only() -> None:
    blank, ticked = (
        person_row(citizen_id("41169919750404002"), "1975-04-04").replace(",否,", cell)
        for cell in (",,", ",√,")
    )
    batch = read(lines(LEDGER, blank), lines(LEDGER, blank, ticked))
    kept = batch.rows["ledger_persons"].select("file_no", pl.col(pl.Boolean))
    assert kept.rows() == [(0, None), (1, False), (1, True)]


def test_totals_and_repeats_are_those_of_their_file() -> None:
    text = lines(MONTHS, month_row("A1"), "合计,,,4,4,1")
    batch = read(text, text, lines(MONTHS, month_row("A1"), "合计,,,8,8,2"))
    assert [sheet.excluded for sheet in batch.sheets] == [{"total": 1}] * 3
    assert set(batch.findings["file_no"]) == {2}


def test_a_ragged_file_is_rejected_alone() -> None:
    text = lines(MONTHS, *(month_row(f"A{number}") for number in range(120)))
    batch = read(text, lines(MONTHS, month_row("A1") + ",1"), text)
    assert {no: (reason.reason_code, reason.detail) for no, reason in batch.rejections.items()} == {
        1: ("too_ragged", "1/1")
    }
    assert [(sheet.file_no, sheet.row_count) for sheet in batch.sheets] == [(0, 120), (2, 120)]
