"""Chinese and English names of the codes that the marts publish, from `labels.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LABELS = Path(__file__).parent / "labels.csv"


@dataclass(frozen=True)
class Label:
    """A text in both languages; `en` is blank where one text serves both."""

    zh: str
    en: str = ""

    @property
    def both(self) -> str:
        """Chinese and English on one line."""
        return f"{self.zh} {self.en}".strip()


def label(kind: str, code: str | None) -> Label:
    """The label of a code; a code that the list does not know stands for itself."""
    return _labels().get((kind, code or ""), Label(code or "—"))


def codes(kind: str) -> tuple[str, ...]:
    """The codes of one kind in the order of the list."""
    return tuple(code for name, code in _labels() if name == kind)


def rank_of(kind: str, code: str) -> int:
    """The place of a code in its list, for sorting; unknown ones come last."""
    known = codes(kind)
    return known.index(code) if code in known else len(known)


@cache
def _labels() -> Mapping[tuple[str, str], Label]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return {
            (row["kind"], row["code"]): Label(row["zh"], row["en"] or row["code"].replace("_", " "))
            for row in csv.DictReader(lines)
        }
