"""How many rows the sheets of a workbook hide: who sends a filtered sheet may not know what goes along."""

import io
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pipelines.reading import biff, open_documents
from pipelines.reading.archives import stretches

BOOK, TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEETS = ".//{*}sheet"
HIDDEN_ROW = r'<(?:\w+:)?row\s[^>]*?\bhidden=["\'](?:1|true)["\']'


def hidden_rows(data: bytes, is_zip: bool) -> dict[str, int]:
    """The hidden rows of each sheet of a workbook by its name; nothing where they are not told."""
    try:
        return _of_package(data) if is_zip else biff.hidden_rows_of(data)
    except (LookupError, ValueError, struct.error, ElementTree.ParseError):
        return {}  # another format, or parts that its reader looks for elsewhere


def _of_package(data: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if open_documents.CONTENT in archive.namelist():
            return open_documents.hidden_rows_of(archive)
        return {tab: _hidden(archive, part) for tab, part in _parts(archive)}


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
