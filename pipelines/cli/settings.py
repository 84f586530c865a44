"""`taizhang settings`: the values in force on a day, since when, and which line of which file says so."""

from datetime import date

import polars as pl

from pipelines.cli.console import console, fail
from pipelines.cli.output import give_out
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import Home
from pipelines.rules.files import RuleError
from pipelines.rules.setting_lines import (
    SettingLine,
    declared_settings,
    in_force,
    read_setting_lines,
    shipped_lines,
)
from pipelines.rules.setting_units import WORDS
from pipelines.rules.settings import read_settings

# narrow enough for a terminal of 80 columns; the line below the table names the file
SHORT = (
    pl.col("setting"),
    pl.col("value"),
    pl.col("unit").replace(dict.fromkeys(WORDS, "")),
    pl.col("since"),
    pl.col("from").str.strip_prefix("settings.csv "),
)


def print_settings(home: Home, as_of: date | None, form: str) -> int:
    """Print every setting, as a short table or with all that is known of it; the exit status."""
    day = as_of or home.usual_date()
    path = home.settings / "settings.csv"
    try:
        lines = read_setting_lines(home.settings) if path.exists() else shipped_lines()
        if path.exists():
            read_settings(home.settings)
        frame = pl.DataFrame([_row(lines, name, day) for name in declared_settings()])
    except RuleError as error:
        return fail(str(error), WRONG_CALL)
    later = () if (frame["later"] == "").all() else (pl.col("later"),)
    give_out(frame.select(*SHORT, *later) if form == "table" else frame, form, None, "settings")
    if form == "table":
        if path.exists():
            change = f"Change them in {path}: its comments say how."
        else:
            change = f"As shipped: {path} is not there yet, the first taizhang nightly makes it."
        console.print(f"In force on {day}. {change}", soft_wrap=True)
    return DONE


def _row(lines: list[SettingLine], name: str, day: date) -> dict[str, str]:
    declared, line = declared_settings()[name], in_force(lines, name, day)
    later = sorted((other.valid_from, other.written) for other in lines if _is_later(other, line))
    return {
        "setting": name,
        "value": line.written,
        "unit": declared.unit,
        "since": str(line.valid_from),
        "from": line.place,
        "later": ", ".join(f"{written} from {valid_from}" for valid_from, written in later),
        "meaning_zh": declared.meaning_zh,
        "meaning_en": declared.meaning_en,
    }


def _is_later(other: SettingLine, line: SettingLine) -> bool:
    return other.name == line.name and other.valid_from > line.valid_from
