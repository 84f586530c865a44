"""What workers hand back of files that they read: the accounts, with the frames on disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.reading.readings import SheetAccount, UnmatchedTab

Manifest = dict[str, Any]


@dataclass(frozen=True)
class SheetResult(SheetAccount):
    """A sheet as read, its frames in parquet files; `findings` and `quarantined` are None where empty.

    A parquet file may hold the rows of several sheets: `file_no` and `sheet_no` tell them apart.
    """

    rows: Path
    findings: Path | None
    quarantined: Path | None


@dataclass(frozen=True)
class FileResult:
    """One file of the call: like `FileReading`, with the frames on disk."""

    path: Path
    status: str
    reason_code: str | None
    detail: str | None
    sheets: tuple[SheetResult, ...] = ()
    unmatched_tabs: tuple[UnmatchedTab, ...] = ()


def file_result(path: Path, manifest: Manifest) -> FileResult:
    """The result of a file that a child, or its end, has told of."""
    sheets = tuple(_sheet(sheet) for sheet in manifest.get("sheets", ()))
    tabs = tuple(UnmatchedTab(*tab) for tab in manifest.get("unmatched_tabs", ()))
    return FileResult(path, manifest["status"], manifest["reason_code"], manifest["detail"], sheets, tabs)


def _sheet(manifest: Manifest) -> SheetResult:
    paths = {name: manifest[name] and Path(manifest[name]) for name in ("rows", "findings", "quarantined")}
    return SheetResult(**(manifest | paths))
