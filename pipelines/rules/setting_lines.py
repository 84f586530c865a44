"""The lines of `settings.csv`: what holds from which day on, and which file and line say so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.rules.files import HERE, RuleError, RuleLine, near, read_lines
from pipelines.rules.setting_units import WORDS, refusal

COLUMNS = ("setting", "valid_from", "value")
# Excel in Chinese writes 1999-01-01 back as 1999/1/1
DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Declared:
    """What the program knows of a setting, whatever a home's file says."""

    valid_from: date
    value: str
    unit: str
    meaning_zh: str
    meaning_en: str

    @property
    def is_number(self) -> bool:
        """Whether its value is reckoned with; the others say how the program is run."""
        return self.unit not in WORDS


@dataclass(frozen=True)
class SettingLine:
    """One setting's value from a day on, as written; `place` is file and line, or the word shipped."""

    name: str
    valid_from: date
    written: str
    place: str


@cache
def declared_settings() -> Mapping[str, Declared]:
    """Every setting there is by name, as shipped."""
    told = ("value", "unit", "meaning_zh", "meaning_en")
    return {
        line.cells["setting"]: Declared(
            date.fromisoformat(line.cells["valid_from"]), *(line.cells[name] for name in told)
        )
        for line in read_lines(HERE / "settings.csv", ("setting", "valid_from", *told))
    }


def read_setting_lines(folder: Path) -> list[SettingLine]:
    """Every line of the folder's file, and as shipped the settings that it does not name.

    RuleError where a line is no use or doubled, or leaves a setting without a value at the beginning.
    """
    path = folder / "settings.csv"
    placed: dict[tuple[str, date], SettingLine] = {}
    for written in read_lines(path, COLUMNS):
        line = _setting_line(written)
        key = (line.name, line.valid_from)
        if key in placed:
            raise RuleError(f"{line.place}: {line.name} stands twice for {line.valid_from}; remove one line")
        placed[key] = line
    _check_from_the_start(path, list(placed.values()))
    named = {line.name for line in placed.values()}
    # a new version may bring new settings, and must not stop a home that it finds without them
    return [*placed.values(), *(line for line in shipped_lines() if line.name not in named)]


def shipped_lines() -> list[SettingLine]:
    """Every setting with the value that it has where no file says another."""
    return [
        SettingLine(name, declared.valid_from, declared.value, "shipped")
        for name, declared in declared_settings().items()
    ]


def in_force(lines: list[SettingLine], name: str, day: date) -> SettingLine:
    """The line of a setting that counts on a day; RuleError before the first."""
    check_begun(day)
    begun = [line for line in lines if line.name == name and line.valid_from <= day]
    return max(begun, key=lambda line: line.valid_from)


def check_begun(day: date) -> None:
    """RuleError where no setting counts yet on the day, so that nothing can be reckoned as of it."""
    first = max(declared.valid_from for declared in declared_settings().values())
    if day < first:
        raise RuleError(f"no settings are in force on {day}: they begin on {first}; give a later --as-of")


def _setting_line(line: RuleLine) -> SettingLine:
    name, written = line.cells["setting"], line.cells["value"]
    if name not in declared_settings():
        raise RuleError(
            f"{line.place}: no such setting: {name}; "
            f"{near(name, declared_settings())}correct or remove the line"
        )
    if refused := refusal(name, written, declared_settings()[name].unit):
        raise RuleError(f"{line.place}: {refused}")
    return SettingLine(name, _day(line), written, line.place)


def _day(line: RuleLine) -> date:
    written = DAY.fullmatch(line.cells["valid_from"])
    try:
        return date(*map(int, written.groups())) if written else date.fromisoformat("")
    except ValueError as error:
        raise RuleError(f"{line.place}: valid_from must be a day; write it as YYYY-MM-DD") from error


def _check_from_the_start(path: Path, lines: list[SettingLine]) -> None:
    for name in {line.name for line in lines}:
        first = min(line.valid_from for line in lines if line.name == name)
        declared = declared_settings()[name]
        if first > declared.valid_from:
            raise RuleError(
                f"{path.name}: {name} has no value before {first}; "
                f"keep its old line, from {declared.valid_from} on, and add the new one below"
            )
