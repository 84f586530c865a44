"""How many rows the sheets of a workbook hide: who sends a filtered sheet may not know what goes along."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pipelines.reading.archives import stretches

BOOK, TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEETS = ".//{*}sheet"
HIDDEN_ROW = r'<(?:\w+:)?row\s[^>]*?\bhidden=["\'](?:1|true)["\']'


def hidden_rows(data: bytes) -> dict[str, int]:
    """The hidden rows of each sheet of an .xlsx by its name; nothing where the workbook does not tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            return {tab: _hidden(archive, part) for tab, part in _parts(archive)}
        except (
            KeyError,
            ElementTree.ParseError,
        ):  # another format, or parts that its reader looks for elsewhere
            return {}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets, and the parts of the package that hold them."""
    targets = {
        told.get("Id"): told.get("Target", "") for told in ElementTree.fromstring(archive.read(TARGETS))
    }
    for sheet in ElementTree.fromstring(archive.read(BOOK)).iterfind(SHEETS):
        place = next(value for name, value in sheet.items() if name.endswith("}id"))
        yield sheet.get("name", ""), f"xl/{targets[place].removeprefix('/xl/')}"


def _hidden(archive: zipfile.ZipFile, part: str) -> int:
    with archive.open(part) as opened:
        return sum(int(stretch.str.count_matches(HIDDEN_ROW).sum()) for stretch in stretches(opened))
