"""Whether the audit log is what was written: every line whole and in its place, none missing at the end."""

import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.audit.log import HEAD, HEADLESS, LOG, locked, read_head
from pipelines.audit.records import BEGINNING, BadRecordError, Fact, opened


@dataclass(frozen=True)
class Verdict:
    """The records that can be read, what is broken, line by line, and the bytes that a kill left torn."""

    records: tuple[dict[str, Fact], ...]
    faults: tuple[str, ...]
    torn_bytes: int


def verified(folder: Path) -> Verdict:
    """The verdict on a log; a log that was never begun is whole and empty."""
    if not (folder / LOG).exists() and not (folder / HEAD).exists():
        return Verdict((), (), 0)
    with locked(folder, fcntl.LOCK_SH):
        text = (folder / LOG).read_bytes() if (folder / LOG).exists() else b""
        *lines, tail = text.split(b"\n")
        records, faults = _followed(lines)
        faults += _against_head(folder, lines, tail)
    return Verdict(tuple(records), tuple(faults), 0 if faults else len(tail))


def _followed(lines: list[bytes]) -> tuple[list[dict[str, Fact]], list[str]]:
    records, faults = [], []
    before = BEGINNING
    for number, line in enumerate(lines, start=1):
        try:
            facts = opened(line)
        except BadRecordError as error:
            faults.append(f"line {number}: {error}")
            before = ""
            continue
        if before not in ("", facts["before"]) or facts["no"] != number:
            faults.append(f"line {number}: a line is missing, added or exchanged before it")
        if HEADLESS in facts:
            faults.append(f"line {number}: {HEAD} had been taken away when it was written")
        records.append(facts)
        before = str(facts["own"])
    return records, faults


def _against_head(folder: Path, lines: list[bytes], tail: bytes) -> Iterator[str]:
    """What is missing or changed at the end, which the lines alone cannot tell."""
    head = read_head(folder)
    if head is None:
        # a kill before the first head was written leaves one line at most
        if (folder / HEAD).exists() or len(lines) > 1:
            yield f"{HEAD}: missing or unreadable, so lines cut off at the end would not show"
        return
    sizes = [len(line) + 1 for line in lines]
    if sum(sizes) + len(tail) < head.size:
        yield f"line {len(lines) + 1}: it, or more up to line {head.number}, is cut off"
    elif len(lines) < head.number:
        yield f"line {len(lines) + 1}: its end was changed"
    elif sum(sizes[: head.number]) != head.size or not lines[head.number - 1].endswith(_end(head.own)):
        yield f"line {head.number}: it is not the one that {HEAD} names"


def _end(own: str) -> bytes:
    return f'"{own}"}}'.encode()
