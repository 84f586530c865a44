"""The dated settings of `settings.csv`: ages, deadlines, standards and the smallest published cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.rules.files import HERE, RuleError, RuleLine, near, read_lines

COLUMNS = ("setting", "valid_from", "value")
# Excel in Chinese writes 1999-01-01 back as 1999/1/1
DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
WHOLE_NUMBER = re.compile(r"-?\d+", re.ASCII)
LIMITS = {
    "years": (0, 120),
    "days": (0, 366),
    "day of month": (1, 28),
    "yuan a month": (0, 1_000_000),
    # below three, each of the women in a cell can tell who the other is
    "women": (3, 1_000),
    "per mille": (500, 1_000),
    "points": (0, 100),
    "seconds": (1, 3_600),
}
AGES = ("childbearing_age_from", "childbearing_age_to")


@dataclass(frozen=True)
class Setting:
    """One setting's value from a date on."""

    name: str
    valid_from: date
    value: int


@dataclass(frozen=True)
class Shipped:
    """What the program knows of a setting, whatever a home's file says."""

    valid_from: date
    unit: str
    meaning_zh: str
    meaning_en: str


def read_settings(folder: Path) -> list[Setting]:
    """Every dated setting; RuleError where a line is no use or doubled, or a setting is missing."""
    path = folder / "settings.csv"
    placed: dict[tuple[str, date], RuleLine] = {}
    settings = []
    for line in read_lines(path, COLUMNS):
        setting = _setting(line)
        key = (setting.name, setting.valid_from)
        if key in placed:
            raise RuleError(f"{line.place}: {key[0]} stands twice for {key[1]}; remove one line")
        placed[key] = line
        settings.append(setting)
    _check_from_the_start(path, settings)
    _check_ages(path, settings)
    return settings


@cache
def shipped_settings() -> Mapping[str, Shipped]:
    """Every setting that the program reckons with, by name."""
    told = ("unit", "meaning_zh", "meaning_en")
    return {
        line.cells["setting"]: Shipped(
            date.fromisoformat(line.cells["valid_from"]), *(line.cells[name] for name in told)
        )
        for line in read_lines(HERE / "settings.csv", (*COLUMNS, *told))
    }


def _setting(line: RuleLine) -> Setting:
    name = line.cells["setting"]
    if name not in shipped_settings():
        raise RuleError(
            f"{line.place}: no such setting: {name}; "
            f"{near(name, shipped_settings())}correct or remove the line"
        )
    if not WHOLE_NUMBER.fullmatch(line.cells["value"]):
        raise RuleError(f"{line.place}: value must be a whole number; write it without unit or comma")
    value, unit = int(line.cells["value"]), shipped_settings()[name].unit
    lowest, highest = LIMITS[unit]
    if not lowest <= value <= highest:
        raise RuleError(
            f"{line.place}: {name} cannot be {value} {unit}; write a number from {lowest} to {highest}"
        )
    return Setting(name, _day(line), value)


def _day(line: RuleLine) -> date:
    written = DAY.fullmatch(line.cells["valid_from"])
    try:
        return date(*map(int, written.groups())) if written else date.fromisoformat("")
    except ValueError as error:
        raise RuleError(f"{line.place}: valid_from must be a day; write it as YYYY-MM-DD") from error


def _check_from_the_start(path: Path, settings: list[Setting]) -> None:
    for name, shipped in shipped_settings().items():
        days = [setting.valid_from for setting in settings if setting.name == name]
        if not days:
            raise RuleError(f"{path.name}: add a line for {name} (the shipped file shows how)")
        if min(days) > shipped.valid_from:
            raise RuleError(
                f"{path.name}: {name} has no value before {min(days)}; "
                f"keep its old line, from {shipped.valid_from} on, and add the new one below"
            )


def _check_ages(path: Path, settings: list[Setting]) -> None:
    for day in sorted({setting.valid_from for setting in settings if setting.name in AGES}):
        first, last = (_in_force(settings, name, day) for name in AGES)
        if first > last:
            raise RuleError(
                f"{path.name}: from {day} on {AGES[0]} is {first} and {AGES[1]} {last}; swap or correct them"
            )


def _in_force(settings: list[Setting], name: str, day: date) -> int:
    return max(
        (setting.valid_from, setting.value)
        for setting in settings
        if setting.name == name and setting.valid_from <= day
    )[1]


def setting_on(settings: list[Setting], name: str, day: date) -> int:
    """The value of a setting in force on a day."""
    in_force = [setting for setting in settings if setting.name == name and setting.valid_from <= day]
    return max(in_force, key=lambda setting: setting.valid_from).value
