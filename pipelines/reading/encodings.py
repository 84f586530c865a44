"""The bytes of a text file -> text, strictly: what cannot be decoded for certain is rejected."""

import codecs
import re

from pipelines.reading.readings import Rejection

MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"PAR1",
    b"PK\x05\x06",  # a zip without entries
    b"{\\rtf",
    b"MZ\x90\0",
    b"SQLite format 3",
)
# A line of true characters, one of them Chinese; nothing in it is tried twice, however long the line.
HAN_LINE = re.compile("^(?=[^\ufffd\n]*+$)[^\n\u4e00-\u9fff]*+[\u4e00-\u9fff]", re.MULTILINE)
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The text of the bytes, its mark taken off; Rejection where the encoding is not certain."""
    if data.startswith(MAGIC) or data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        raise Rejection("type_unknown")
    text = _decoded(data)
    if "\0" in text:
        raise Rejection("nul_byte")
    if not text.strip("\ufeff \t\r\n"):
        raise Rejection("empty_file")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16_MARKS):
        return _strict(data, "utf-16")
    if b"\0" in data:
        raise Rejection("utf16_without_bom" if _looks_utf16(data) else "nul_byte")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _has_utf8_lines(data):
            raise Rejection("encoding_unreadable", "mixed") from None
        return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Rejection("encoding_unreadable", encoding) from None


def _looks_utf16(data: bytes) -> bool:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return max(even, odd) > len(data) // 40 and min(even, odd) * 10 < max(even, odd)


def _has_utf8_lines(data: bytes) -> bool:
    # GB18030 decodes UTF-8 lines into other characters without an error, so they have to be looked for;
    # in true GB18030 a line of Chinese hardly ever happens to be UTF-8 of the CJK block.
    return HAN_LINE.search(data.decode("utf-8", "replace").replace("\r", "\n")) is not None
