"""The process that reads files for `workers.py`: one line in for each batch, one line of manifests out.

    python -m pipelines.reading.child OUT MEGABYTES

A spreadsheet can take its reader down, so it is read here. What a line out says is free of cell content.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reading.files import File, read_batch
from pipelines.reading.readings import BatchReading

WORN_OUT, HELPLESS = 75, 74
NO_MEMORY = {"status": "rejected", "reason_code": "out_of_memory", "detail": None}


def main() -> None:
    """Reads the batches named on standard input, in order, until it ends; writes their frames to OUT."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = Path(sys.argv[1])
    try:
        limit_memory(int(sys.argv[2]))
    except ValueError:
        sys.exit(HELPLESS)  # this machine grants less than a file may need: that is no fault of the file
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints stays out of the replies
    for line in sys.stdin:
        files = [(task["no"], Path(os.fsdecode(bytes.fromhex(task["path"])))) for task in json.loads(line)]
        manifests = _manifests(files, out)
        if manifests:
            replies.write(json.dumps(manifests) + "\n")
            replies.flush()
        if not manifests or manifests == [NO_MEMORY]:
            sys.exit(WORN_OUT)  # what failed to allocate may have left little behind


def limit_memory(megabytes: int) -> None:
    """Lets this process take so much more data memory than it has now."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _manifests(files: list[File], out: Path) -> list[dict[str, Any]]:
    """What is said of each file; nothing where one among several may spoil it for the others."""
    try:
        batch = read_batch(files)
    except Exception as error:
        if len(files) > 1:
            return []
        if not isinstance(error, MemoryError):
            raise
        return [NO_MEMORY]
    paths = _saved(batch, out, f"{files[0][0]:06d}")
    manifests = [_manifest(batch, file_no, paths) for file_no, _ in files]
    return [] if len(files) > 1 and NO_MEMORY in manifests else manifests


def _saved(batch: BatchReading, out: Path, stem: str) -> dict[str, str]:
    """The paths of the frames by the name of the table or frame."""
    frames = {**batch.rows, "findings": batch.findings, "quarantined": batch.quarantined}
    paths = {}
    for name, frame in frames.items():
        if name in batch.rows or frame.height:
            paths[name] = str(out / f"{stem}-{name}.parquet")
            _save(frame, paths[name])
    return paths


def _save(frame: pl.DataFrame, path: str) -> None:
    """Write a frame; where the disk does not take it, this reader ends, and no file is blamed for it."""
    try:
        frame.write_parquet(path, compression="lz4", statistics=False)
    except (OSError, pl.exceptions.PolarsError):
        sys.exit(HELPLESS)


def _manifest(batch: BatchReading, file_no: int, paths: dict[str, str]) -> dict[str, Any]:
    rejection = batch.rejections.get(file_no)
    if rejection:
        return {"status": "rejected", "reason_code": rejection.reason_code, "detail": rejection.detail}
    sheets = [
        {
            **asdict(account),
            "rows": paths[account.table],
            "findings": paths.get("findings"),
            "quarantined": paths.get("quarantined"),
        }
        for account in batch.sheets
        if account.file_no == file_no
    ]
    tabs = list(batch.unmatched_tabs.get(file_no, ()))
    return {"status": "read", "reason_code": None, "detail": None, "sheets": sheets, "unmatched_tabs": tabs}


if __name__ == "__main__":
    main()
