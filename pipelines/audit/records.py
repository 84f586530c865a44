"""One line of the audit log: a JSON object that names the line before by its hash and ends with its own."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256

Fact = str | int | bool | None
BEGINNING = "0" * 64
END = re.compile(rb',"own":"([0-9a-f]{64})"\}\Z')


class BadRecordError(ValueError):
    """A line is not as it was written; the message says what is wrong with it."""


def sealed(facts: Mapping[str, Fact], number: int, before: str) -> tuple[bytes, str]:
    """The line without its line break, and its own hash."""
    text = json.dumps({"no": number, "before": before, **facts}, ensure_ascii=False, separators=(",", ":"))
    own = sha256(text.encode()).hexdigest()
    return f'{text[:-1]},"own":"{own}"}}'.encode(), own


def opened(line: bytes) -> dict[str, Fact]:
    """The facts of a line; BadRecordError unless its own hash is that of its bytes."""
    end = END.search(line)
    if end is None:
        raise BadRecordError("it is not a whole record")
    text = line[: end.start()] + b"}"
    if sha256(text).hexdigest().encode() != end.group(1):
        raise BadRecordError("it was changed after it was written")
    facts: dict[str, Fact] = json.loads(text)
    return facts | {"own": end.group(1).decode()}
