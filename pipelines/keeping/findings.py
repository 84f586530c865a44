"""What a look at a home finds: a state for each check, and from `remedies.csv` what to do about it."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OK, WARNING, FAULT = "ok", "warning", "fault"
SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """The state of one check and what was found; places and numbers alone, no name of a delivered file."""

    check: str
    state: str
    found: str


@cache
def remedies() -> Mapping[str, Mapping[str, str]]:
    """Every check's names and remedies in Chinese and English, in the order in which they are told."""
    with Path(__file__).with_name("remedies.csv").open(encoding="utf-8", newline="") as file:
        return {row["check"]: row for row in csv.DictReader(file)}


def judged(check: str, faults: Iterable[str], fine: str, worst: str = FAULT) -> Finding:
    """The finding of a check that is fine, or as bad as `worst` where anything is at fault."""
    listed = list(faults)
    if not listed:
        return Finding(check, OK, fine)
    more = f" … and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return Finding(check, worst, "; ".join(listed[:SHOWN]) + more)
