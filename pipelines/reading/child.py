"""The process that reads files for `workers.py`: one line in for each file, one manifest line out.

    python -m pipelines.reading.child OUT

A spreadsheet can take its reader down, so it is read here. What a line out says is free of cell content.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reading.files import read_file
from pipelines.reading.readings import FileReading, SheetReading

WORN_OUT = 75
FRAMES = ("rows", "findings", "quarantined")


def main() -> None:
    """Reads the files named on standard input, in order, until it ends; writes their frames to OUT."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = Path(sys.argv[1])
    limit_memory(int(sys.argv[2]))
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints stays out of the replies
    for line in sys.stdin:
        task = json.loads(line)
        reading = read_file(Path(os.fsdecode(bytes.fromhex(task["path"]))))
        replies.write(json.dumps(_saved(reading, out, task["no"])) + "\n")
        replies.flush()
        if reading.reason_code == "out_of_memory":
            sys.exit(WORN_OUT)  # what failed to allocate may have left little behind


def limit_memory(megabytes: int) -> None:
    """Lets this process take so much more data memory than it has now."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _saved(reading: FileReading, out: Path, no: int) -> dict[str, Any]:
    try:
        sheets = [_saved_sheet(sheet, out, f"{no:06d}-{place}") for place, sheet in enumerate(reading.sheets)]
    except MemoryError:
        return {"no": no, "status": "rejected", "reason_code": "out_of_memory", "detail": None}
    return {
        "no": no,
        "status": reading.status,
        "reason_code": reading.reason_code,
        "detail": reading.detail,
        "sheets": sheets,
        "unmatched_tabs": list(reading.unmatched_tabs),
    }


def _saved_sheet(sheet: SheetReading, out: Path, stem: str) -> dict[str, Any]:
    frames: dict[str, pl.DataFrame] = {name: getattr(sheet, name) for name in FRAMES}
    paths = {}
    for name, frame in frames.items():
        if name == "rows" or frame.height:
            paths[name] = str(out / f"{stem}-{name}.parquet")
            frame.write_parquet(paths[name], compression="lz4", statistics=False)
    return {
        "table": sheet.table,
        "sheet_no": sheet.sheet_no,
        "tab": sheet.tab,
        "is_hidden": sheet.is_hidden,
        "header_row": sheet.header_row,
        "rows_seen": sheet.rows_seen,
        "excluded": sheet.excluded,
        "row_count": sheet.rows.height,
        "quarantined_count": sheet.quarantined.height,
        "paths": paths,
    }


if __name__ == "__main__":
    main()
