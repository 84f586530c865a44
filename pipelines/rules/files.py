"""The rule files of a home: the shipped ones put there, and CSV read however an officer's Excel saved it."""

import csv
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

HERE = Path(__file__).parent
AS_CSV = "save the file as CSV in UTF-8"


class RuleError(ValueError):
    """A settings or scheme file that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True)
class RuleLine:
    """One line of a rule file: `place` names file and line, `cells` go by their heading, without blanks."""

    place: str
    cells: dict[str, str]


def install_rules(folder: Path) -> None:
    """Put the shipped settings and schemes into a home that has none; what is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "settings.csv").exists():
        shutil.copyfile(HERE / "settings.csv", folder / "settings.csv")
    if not scheme_files(folder):
        for shipped in scheme_files(HERE / "schemes"):
            shutil.copyfile(shipped, folder / shipped.name)


def scheme_files(folder: Path) -> list[Path]:
    """The tables of a folder that are called scheme, oldest version first, well named or not."""
    tables = (".csv", ".txt", ".xls", ".xlsx", ".ods")
    return sorted(
        path
        for path in folder.iterdir()
        if path.name.lower().startswith("scheme") and path.suffix.lower() in tables
    )


def rule_files(folder: Path) -> list[Path]:
    """The settings and every scheme version of a folder."""
    return [folder / "settings.csv", *scheme_files(folder)]


def read_lines(path: Path, columns: Sequence[str]) -> list[RuleLine]:
    """Every line that is not blank; RuleError where the file is no CSV with these columns."""
    try:
        return list(_lines(path, columns))
    except csv.Error as error:
        raise RuleError(f"{path.name}: a quotation mark is not closed; {AS_CSV}") from error


def near(name: str, known: Collection[str]) -> str:
    """The question whether a known name was meant; blank where none is like it."""
    meant = get_close_matches(name, sorted(known))
    return f"did you mean {' or '.join(meant)}? " if meant else ""


def _lines(path: Path, columns: Sequence[str]) -> Iterator[RuleLine]:
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    heading = next((row for row in map(_stripped, reader) if not _is_comment(row)), [])
    if missing := [column for column in columns if heading.count(column) != 1]:
        raise RuleError(
            f"{path.name} line {max(reader.line_num, 1)}: "
            f"the heading needs {', '.join(missing)} once, and commas between columns"
        )
    for cells in map(_stripped, reader):
        place = f"{path.name} line {reader.line_num}"
        if _is_comment(cells):
            continue
        if any(cells[len(heading) :]):
            raise RuleError(f"{place}: more cells than the heading; take out the comma too many")
        if any(cells):
            filled = cells + [""] * (len(heading) - len(cells))
            yield RuleLine(place, dict(zip(heading, filled, strict=False)))


def _stripped(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row]


def _is_comment(cells: Sequence[str]) -> bool:
    return bool(cells) and cells[0].startswith("#")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise RuleError(
            f"{path.name} is missing; delete the settings folder to get the shipped files"
        ) from error
    # NUL tells UTF-16 and workbooks; as GB18030, Excel's plain CSV, broken UTF-8 would give other characters
    encodings = ("utf-8-sig",) if b"\0" in data or _has_utf8_lines(data) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RuleError(f"{path.name}: its characters cannot be read; {AS_CSV}")


def _has_utf8_lines(data: bytes) -> bool:
    return any(not line.isascii() and _is_utf8(line) for line in data.splitlines())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
