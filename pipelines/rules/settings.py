"""The dated settings that are reckoned with: ages, deadlines, standards and the smallest published cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.rules.files import RuleError
from pipelines.rules.setting_lines import Declared, declared_settings, read_setting_lines

AGES = ("childbearing_age_from", "childbearing_age_to")


@dataclass(frozen=True)
class Setting:
    """One setting's value from a date on."""

    name: str
    valid_from: date
    value: int


def read_settings(folder: Path) -> list[Setting]:
    """Every dated number; RuleError where the settings of the folder cannot be used."""
    settings = [
        Setting(line.name, line.valid_from, int(line.written))
        for line in read_setting_lines(folder)
        if line.name in shipped_settings()
    ]
    _check_ages(settings)
    return settings


@cache
def shipped_settings() -> Mapping[str, Declared]:
    """Every setting that the program reckons with, by name."""
    return {name: declared for name, declared in declared_settings().items() if declared.is_number}


def setting_on(settings: list[Setting], name: str, day: date) -> int:
    """The value of a setting in force on a day."""
    in_force = [setting for setting in settings if setting.name == name and setting.valid_from <= day]
    return max(in_force, key=lambda setting: setting.valid_from).value


def _check_ages(settings: list[Setting]) -> None:
    for day in sorted({setting.valid_from for setting in settings if setting.name in AGES}):
        first, last = (setting_on(settings, name, day) for name in AGES)
        if first > last:
            raise RuleError(
                f"settings.csv: from {day} on {AGES[0]} is {first} and {AGES[1]} {last}; swap or correct them"
            )
