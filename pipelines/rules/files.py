"""Settings and schemes read from a home's files, validated with the line and the remedy in every refusal."""

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path

from pipelines.contracts.catalog import read_rows

HERE = Path(__file__).parent
SCHEME_NAME = re.compile(r"scheme-(\d{4}-\d{2}-\d{2})\.csv")
SCHEME_COLUMNS = (
    "indicator_id",
    "label_zh",
    "group",
    "direction",
    "urban_points",
    "rural_points",
    "target_pct",
    "zero_pct",
)


class RuleError(ValueError):
    """A settings or scheme file that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True)
class Setting:
    """One setting's value from a date on."""

    name: str
    valid_from: date
    value: int


@dataclass(frozen=True)
class SchemeLine:
    """One indicator of one scheme version: points for urban and rural bodies, target and zero in percent."""

    scheme_from: date
    indicator_id: str
    label_zh: str
    group: str
    direction: str
    urban_points: float
    rural_points: float
    target_pct: float
    zero_pct: float


def install_rules(folder: Path) -> None:
    """Put the shipped settings and schemes into a home that has none; what is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "settings.csv").exists():
        shutil.copyfile(HERE / "settings.csv", folder / "settings.csv")
    if not any(scheme_files(folder)):
        for shipped in scheme_files(HERE / "schemes"):
            shutil.copyfile(shipped, folder / shipped.name)


def scheme_files(folder: Path) -> Iterator[Path]:
    """The scheme files of a folder, oldest version first."""
    return iter(sorted(path for path in folder.glob("scheme-*.csv")))


def rule_files(folder: Path) -> list[Path]:
    """The settings and every scheme version of a folder."""
    return [folder / "settings.csv", *scheme_files(folder)]


def read_settings(folder: Path) -> list[Setting]:
    """Every dated setting of `settings.csv`; RuleError where a line is no use or a setting is missing."""
    path = folder / "settings.csv"
    settings = []
    for line, row in enumerate(_rows(path), start=2):
        try:
            settings.append(Setting(row["setting"], date.fromisoformat(row["valid_from"]), int(row["value"])))
        except (KeyError, TypeError, ValueError) as error:
            raise RuleError(
                f"{path.name} line {line}: "
                "needs setting, valid_from as YYYY-MM-DD and a whole number as value"
            ) from error
    known = {row["setting"] for row in read_rows(HERE / "settings.csv")}
    if missing := known - {setting.name for setting in settings}:
        raise RuleError(
            f"{path.name}: add a line for {', '.join(sorted(missing))} (the shipped file shows how)"
        )
    if unknown := {setting.name for setting in settings} - known:
        raise RuleError(
            f"{path.name}: no such setting: {', '.join(sorted(unknown))}; remove or correct the line"
        )
    return settings


def read_schemes(folder: Path) -> list[SchemeLine]:
    """Every line of every scheme version; RuleError where a scheme cannot be scored."""
    versions = list(scheme_files(folder))
    if not versions:
        raise RuleError(
            f"{folder.name}: no scheme-YYYY-MM-DD.csv; delete the folder's files to get the shipped one"
        )
    return [line for path in versions for line in _read_scheme(path)]


def _read_scheme(path: Path) -> list[SchemeLine]:
    scheme_from = _scheme_from(path)
    lines = [_scheme_line(path, number, scheme_from, row) for number, row in enumerate(_rows(path), start=2)]
    named = [line.indicator_id for line in lines]
    for number, line in enumerate(lines, start=2):
        if line.indicator_id in named[: number - 2]:
            raise RuleError(f"{path.name} line {number}: {line.indicator_id} stands twice; remove one line")
    for area in ("urban", "rural"):
        total = sum(getattr(line, f"{area}_points") for line in lines)
        if abs(total - 100) > 1e-9:
            raise RuleError(
                f"{path.name}: weights_not_100: "
                f"{area}_points sum to {total:g}; correct them until they sum to 100"
            )
    return lines


def _scheme_from(path: Path) -> date:
    named = SCHEME_NAME.fullmatch(path.name)
    try:
        return date.fromisoformat(named[1] if named else "")
    except ValueError as error:
        raise RuleError(
            f"{path.name}: name the file scheme-YYYY-MM-DD.csv after the day it comes into force"
        ) from error


def _scheme_line(path: Path, number: int, scheme_from: date, row: dict[str, str]) -> SchemeLine:
    where = f"{path.name} line {number}"
    if any(row.get(column) in (None, "") for column in SCHEME_COLUMNS):
        raise RuleError(f"{where}: a cell is empty; every line needs {', '.join(SCHEME_COLUMNS)}")
    if row["direction"] not in ("higher", "lower"):
        raise RuleError(f"{where}: direction must be higher or lower")
    try:
        points = {column: float(row[column]) for column in SCHEME_COLUMNS[4:]}
    except ValueError as error:
        raise RuleError(f"{where}: points, target_pct and zero_pct must be numbers") from error
    if not all(isfinite(value) and value >= 0 for value in points.values()):
        raise RuleError(f"{where}: points, target_pct and zero_pct must be numbers from 0 up")
    if points["target_pct"] == points["zero_pct"]:
        raise RuleError(
            f"{where}: target_pct equals zero_pct; set zero_pct to the value that earns no points"
        )
    if (points["target_pct"] > points["zero_pct"]) != (row["direction"] == "higher"):
        raise RuleError(
            f"{where}: direction {row['direction']} does not fit target_pct and zero_pct; swap them"
        )
    texts = (row["indicator_id"], row["label_zh"], row["group"], row["direction"])
    return SchemeLine(scheme_from, *texts, *(points[column] for column in SCHEME_COLUMNS[4:]))


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        return read_rows(path)
    except FileNotFoundError as error:
        raise RuleError(
            f"{path.name} is missing; delete the settings folder to get the shipped files"
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise RuleError(f"{path.name}: save the file as CSV in UTF-8") from error
