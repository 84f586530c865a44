"""The dated assessment schemes, one file a version: points, target and zero of every indicator."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path

from pipelines.rules.files import HERE, RuleError, RuleLine, near, read_lines, scheme_files

NAME = re.compile(r"scheme-(\d{4}-\d{2}-\d{2})\.csv", re.ASCII)
TEXTS = ("indicator_id", "label_zh", "group", "direction")
NUMBERS = ("urban_points", "rural_points", "target_pct", "zero_pct")
COLUMNS = (*TEXTS, *NUMBERS)


@dataclass(frozen=True)
class SchemeLine:
    """One indicator of one scheme version: points for urban and rural bodies, target and zero in percent.

    `place` names the file and the line that say so.
    """

    place: str
    scheme_from: date
    indicator_id: str
    label_zh: str
    group: str
    direction: str
    urban_points: float
    rural_points: float
    target_pct: float
    zero_pct: float


def read_schemes(folder: Path, indicators: Collection[str]) -> list[SchemeLine]:
    """Every line of every scheme version; RuleError where a scheme cannot be scored.

    `indicators` are those that are counted. Whether more or less of one is good is said by the shipped
    scheme, else by the first version that names it; a later version may not turn it round.
    """
    versions = scheme_files(folder)
    if not versions:
        raise RuleError(
            f"{folder.name}: no scheme-YYYY-MM-DD.csv; delete the folder's files to get the shipped one"
        )
    before = _shipped()
    directions = {identifier: line.direction for identifier, line in before.items()}
    lines: list[SchemeLine] = []
    for path in versions:
        version = _read_scheme(path, indicators, directions)
        _check_sums(path, version, before)
        directions |= {identifier: line.direction for identifier, line in version.items()}
        before = version
        lines += version.values()
    return lines


def _shipped() -> dict[str, SchemeLine]:
    return {
        line.cells["indicator_id"]: _scheme_line(line, _scheme_from(path))
        for path in scheme_files(HERE / "schemes")
        for line in read_lines(path, COLUMNS)
    }


def _read_scheme(
    path: Path, indicators: Collection[str], directions: Mapping[str, str]
) -> dict[str, SchemeLine]:
    scheme_from = _scheme_from(path)
    lines: dict[str, SchemeLine] = {}
    for written in read_lines(path, COLUMNS):
        line = _scheme_line(written, scheme_from)
        _check_direction(line, directions)
        if line.indicator_id in lines:
            raise RuleError(f"{line.place}: {line.indicator_id} stands twice; remove one line")
        if line.indicator_id not in indicators:
            raise RuleError(
                f"{line.place}: no such indicator: {line.indicator_id}; {near(line.indicator_id, indicators)}"
                "correct it or take the line out: the shipped scheme lists those that are counted"
            )
        lines[line.indicator_id] = line
    return lines


def _check_sums(path: Path, lines: Mapping[str, SchemeLine], before: Mapping[str, SchemeLine]) -> None:
    for area in ("urban_points", "rural_points"):
        total = sum(getattr(line, area) for line in lines.values())
        if abs(total - 100) > 1e-9:
            raise RuleError(
                f"{path.name} {_changed(path, lines, before, area)}: weights_not_100: "
                f"{area} sum to {total:g}; correct them until they sum to 100"
            )


def _changed(path: Path, lines: Mapping[str, SchemeLine], before: Mapping[str, SchemeLine], area: str) -> str:
    """Where the points are others than in the version before: that one sums to 100, so the fault is there."""
    had = {identifier: getattr(line, area) for identifier, line in before.items()}
    changed = [
        f"{line.place.removeprefix(f'{path.name} ')} ({had.get(identifier, 0):g} before)"
        for identifier, line in lines.items()
        if getattr(line, area) != had.get(identifier, 0)
    ]
    gone = [
        f"without {name} ({points:g} before)" for name, points in had.items() if points and name not in lines
    ]
    return ", ".join(changed + gone)


def _scheme_from(path: Path) -> date:
    named = NAME.fullmatch(path.name)
    try:
        return date.fromisoformat(named[1] if named else "")
    except ValueError as error:
        raise RuleError(
            f"{path.name}: name the file scheme-YYYY-MM-DD.csv after the day it comes into force"
        ) from error


def _scheme_line(line: RuleLine, scheme_from: date) -> SchemeLine:
    if not all(line.cells[column] for column in COLUMNS):
        raise RuleError(f"{line.place}: a cell is empty; every line needs {', '.join(COLUMNS)}")
    identifier, label, group, direction = (line.cells[column] for column in TEXTS)
    read = SchemeLine(line.place, scheme_from, identifier, label, group, direction, *_numbers(line))
    if read.target_pct == read.zero_pct:
        raise RuleError(
            f"{line.place}: target_pct equals zero_pct; set zero_pct to the value that earns no points"
        )
    return read


def _check_direction(line: SchemeLine, directions: Mapping[str, str]) -> None:
    if line.direction not in ("higher", "lower"):
        raise RuleError(f"{line.place}: direction must be higher or lower")
    known = directions.get(line.indicator_id, line.direction)
    if line.direction != known:
        raise RuleError(
            f"{line.place}: {line.indicator_id} is {known}, and a scheme may change points, target and zero, "
            f"never what counts as good; write {known}"
        )
    if (line.target_pct > line.zero_pct) != (line.direction == "higher"):
        raise RuleError(
            f"{line.place}: direction {line.direction} does not fit target_pct and zero_pct; swap them"
        )


def _numbers(line: RuleLine) -> list[float]:
    try:
        numbers = [float(line.cells[column]) for column in NUMBERS]
    except ValueError:
        numbers = []
    if not numbers or not all(isfinite(number) and number >= 0 for number in numbers):
        raise RuleError(
            f"{line.place}: {', '.join(NUMBERS)} must be numbers from 0 up; write them without a percent sign"
        )
    return numbers
