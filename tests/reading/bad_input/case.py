"""One entry of the catalogue: a file as it lies in the inbox, and what must become of it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Content = bytes | str | Callable[[Path], object]
Findings = frozenset[tuple[str, str | None]]
NONE: Findings = frozenset()
IN_TIME = 1_153_000_000  # 15 July 2006: in the half-year that the night looks at, and long settled


@dataclass(frozen=True)
class Case:
    """`content` is what the file holds, or what puts something else at its place in the inbox.

    `held` counts the rows held back by reason, `passed_over` the excluded ones; `cells` are the values of a
    column of layer 1 in all rows that are kept; `findings` are all that is found, as (check, column).
    `at_night` are the findings that its reader cannot make, who knows neither the date nor the directories;
    `remarks` are the reasons told of its sheets.
    A file whose name must differ from the case's has it `given`, and the ledger has it as `told`.
    """

    name: str
    content: Content
    extension: str = "csv"
    status: str = "landed"
    reason: str | None = None
    accepted: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    passed_over: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, list[object]] = field(default_factory=dict)
    findings: Findings = NONE
    at_night: Findings = NONE
    remarks: frozenset[str] = frozenset()
    given: str | None = None
    told: str | None = None

    @property
    def file(self) -> str:
        """The name under which it is delivered."""
        return ".".join(filter(None, (self.given or self.name, self.extension)))

    @property
    def file_told(self) -> str:
        """The name under which it is on record."""
        return f"{self.told}.{self.extension}" if self.told else self.file

    def put(self, folder: Path) -> None:
        """Write or make it in the folder."""
        place = folder / self.file
        if callable(self.content):
            self.content(place)
        else:
            place.write_bytes(self.content.encode() if isinstance(self.content, str) else self.content)
        os.utime(place, (IN_TIME, IN_TIME), follow_symlinks=False)


def taken(name: str, content: Content, accepted: int = 1, **rest: object) -> Case:
    """A file that lands with so many accepted rows."""
    return Case(name, content, accepted=accepted, **rest)  # type: ignore[arg-type]


def held(name: str, content: Content, reason: str, column: str | None = None, **rest: object) -> Case:
    """A file that lands with one row held back for the reason, which is a finding where a column is named."""
    found = {"findings": frozenset({(reason, column)})} if column else {}
    return Case(name, content, held={reason: 1}, **found, **rest)  # type: ignore[arg-type]


def rejected(name: str, content: Content, reason: str, extension: str = "csv") -> Case:
    """A file that is rejected for the reason."""
    return Case(name, content, extension, "rejected", reason)
