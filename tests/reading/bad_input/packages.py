"""Packages taken apart and put together again: what writers of workbooks never write."""

import io
import re
import zipfile

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def part_of(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def repacked(data: bytes, parts: dict[str, bytes], is_packed: bool = True) -> bytes:
    """The package with some parts changed or added."""
    buffer = io.BytesIO()
    compression = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return buffer.getvalue()


def rewritten(data: bytes, name: str, pattern: str, text: str) -> bytes:
    """The package with one part in which what the pattern finds, and it must, is replaced by the text."""
    changed, count = re.subn(pattern, lambda _: text, part_of(data, name).decode(), count=1)
    if not count:
        raise ValueError(f"{name} has no {pattern}")
    return repacked(data, {name: changed.encode()})


def belied(data: bytes, name: str, size: int) -> bytes:
    """The package whose directory says of one part that it has so many bytes unpacked."""
    made = bytearray(data)
    at = made.rfind(b"PK\x01\x02", 0, made.rfind(name.encode()))
    made[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(made)


def package(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return buffer.getvalue()


def opendocument(rows: list[list[object]], extra: str = "") -> bytes:
    """A spreadsheet of OpenDocument with the rows as text, and more XML below them."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    table = (
        f'<office:spreadsheet><table:table table:name="表">{body}{extra}</table:table></office:spreadsheet>'
    )
    return package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": f"<office:document-content{NAMESPACES}><office:body>{table}</office:body>"
            "</office:document-content>".encode(),
        }
    )
