"""How many rows the sheets of a workbook hide: who sends a filtered sheet may not know what goes along."""

import io
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pipelines.reading.archives import stretches
from pipelines.reading.biff import hidden_rows_of

BOOK, TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEETS = ".//{*}sheet"
HIDDEN_ROW = r'<(?:\w+:)?row\s[^>]*?\bhidden=["\'](?:1|true)["\']'
CONTENT = "content.xml"  # of an open document, all sheets in one
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
UNSEEN = ("collapse", "filter")
HIDES_A_ROW = r'<\w+:table-row\s[^>]*?visibility=["\'](?:collapse|filter)["\']'


def hidden_rows(data: bytes, is_zip: bool) -> dict[str, int]:
    """The hidden rows of each sheet of a workbook by its name; nothing where they are not told."""
    try:
        return _of_package(data) if is_zip else hidden_rows_of(data)
    except (LookupError, ValueError, struct.error, ElementTree.ParseError):
        return {}  # another format, or parts that its reader looks for elsewhere


def _of_package(data: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CONTENT in archive.namelist():
            return _of_open_document(archive)
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


def _of_open_document(archive: zipfile.ZipFile) -> dict[str, int]:
    with archive.open(CONTENT) as opened:
        # most hide none, and need not be taken apart
        if not any(stretch.str.contains(HIDES_A_ROW).any() for stretch in stretches(opened)):
            return {}
    hidden: dict[str, int] = {}
    tab = ""
    with archive.open(CONTENT) as opened:
        for event, element in ElementTree.iterparse(opened, ("start", "end")):
            if event == "start" and element.tag == f"{TABLE}table":
                tab = element.get(f"{TABLE}name", "")
            elif event == "end" and element.tag == f"{TABLE}table-row":
                hidden[tab] = hidden.get(tab, 0) + _times_hidden(element)
                element.clear()
    return hidden


def _times_hidden(row: ElementTree.Element) -> int:
    """How often a row stands there unseen; one without content, of which there may be a million, does not."""
    if row.get(f"{TABLE}visibility") not in UNSEEN or not any(cell.get(VALUE_TYPE) for cell in row):
        return 0
    return int(row.get(f"{TABLE}number-rows-repeated", "1"))
