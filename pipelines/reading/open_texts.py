"""Rewrites the texts of an open document that its reader does not take as they are shown.

It drops breaks, tabs and sections of character data, and adds aids to reading and what is drawn in a cell.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from html import escape
from typing import IO

from pipelines.reading.archives import STRETCH
from pipelines.reading.open_documents import CONTENT

MISREAD = (b"<text:line-break", b"<text:tab", b"<text:ruby-text", b"<![CDATA[", b"<draw:")
SIGNS = {b"line-break": b"&#10;", b"tab": b"&#9;"}
MARK = re.compile(
    rb"<!\[CDATA\[(?P<data>.*?)\]\]>"
    rb"|<text:(?P<sign>line-break|tab)(?=[\s/>])[^<>]*+>|</text:(?:line-break|tab)\s*+>"
    rb"|<text:ruby-text(?=[\s>])[^<>]*+(?<!/)>[^<]*+</text:ruby-text\s*+>",
    re.DOTALL,
)
DRAWN = re.compile(rb"""<(?P<ends>/?)draw:(?:[^"'<>/]++|/(?!>)|"[^"<]*+"|'[^'<]*+')*+(?P<is_whole>/?)>""")
END_OF_ROW = b"</table:table-row>"


def is_misread(content: bytes) -> bool:
    """Whether some text may be of the kind that is rewritten; most documents have none."""
    return any(mark in content for mark in MISREAD)


def with_plain_texts(data: bytes) -> bytes:
    """The document with signs in place of breaks and tabs, and without what is no text of a cell."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            with old.open(name) as part, new.open(name, "w") as written:
                if name != CONTENT:
                    shutil.copyfileobj(part, written)
                    continue
                for rows in _rows(part):
                    written.write(_without_drawings(MARK.sub(_plain, rows)))
    return buffer.getvalue()


def _rows(part: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that end between rows: as a whole it may be large."""
    rest = b""
    while data := part.read(STRETCH):
        whole, end, rest = (rest + data).rpartition(END_OF_ROW)
        yield whole + end
    yield rest


def _plain(mark: re.Match[bytes]) -> bytes:
    if mark["data"] is not None:
        return escape(mark["data"].decode(errors="surrogateescape")).encode(errors="surrogateescape")
    return SIGNS.get(mark["sign"], b"")


def _without_drawings(rows: bytes) -> bytes:
    kept, start, depth = [], 0, 0
    for mark in DRAWN.finditer(rows):
        if mark["ends"]:
            depth, start = depth - 1, mark.end()
        elif not mark["is_whole"]:
            kept += [rows[start : mark.start()]] if depth == 0 else []
            depth += 1
        if depth < 0:
            break
    # what does not open and close in turn is left to the reader
    return b"".join([*kept, rows[start:]]) if depth == 0 else rows
