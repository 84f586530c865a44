"""Entries of the inbox that are no plain files, or whose names are none."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from made_sheets import MONTHS, lines, month_row

from .case import Case, rejected

TEXT = lines(MONTHS, month_row("癸1"))
UNPLAIN = {
    "a line break": ("月\n报", r"月\n报"),
    "a colour of the terminal": ("月\x1b[31m报", r"月\x1b[31m报"),
    "a character that turns it around": ("月\u202excod", r"月\u202excod"),
    "a zero-width character": ("月\u200b报", r"月\u200b报"),
}
NAMES = {
    "255 bytes": ("长" * 83 + "ab", None),
    "markup": ("[red]月[bold] :smile: %s {0} 'a' \"b\" <b>", None),
    "a formula": ("=HYPERLINK(1)", None),
    "an option": ("--help", None),
    "a backslash": (r"月\报", None),
    "emoji": ("🈚️👩‍👧".replace("\u200d", ""), None),
    "bytes that are no utf-8": (os.fsdecode(b"\xd4\xc2\xb1\xa8"), r"\xd4±\xa8"),
}


def odd(what: str, make: Callable[[Path], object], reason: str = "not_a_regular_file") -> Case:
    """An entry that is no file of its own, and is not opened."""
    return rejected(what, make, reason)


def hard_link(path: Path) -> None:
    """A second name of a file outside the inbox."""
    outside = path.parents[2] / "outside.csv"
    outside.write_text(TEXT, "utf-8")
    path.hardlink_to(outside)


def unplain(what: str, name: str, told: str) -> Case:
    """A good file whose name holds what does not belong there."""
    return Case(f"a name with {what}", TEXT, "csv", "rejected", "name_not_plain", given=name, told=told)


def named(what: str, name: str, told: str | None) -> Case:
    """A file of no form whose name is unusual and yet plain, and must be on record whole."""
    return Case(
        f"a name of {what}",
        f"no form, {what}\n",
        "csv",
        "rejected",
        "no_sheet_recognised",
        given=name,
        told=told,
    )


PLACES = (
    odd("a link to a file outside", lambda path: path.symlink_to("/etc/passwd")),
    odd("a link to a folder outside", lambda path: path.symlink_to("/etc")),
    odd("a link to nothing", lambda path: path.symlink_to("nowhere")),
    odd("a link to itself", lambda path: path.symlink_to(path.name)),
    odd("a link to a file of the inbox", lambda path: path.symlink_to("月报.csv")),
    odd("a hard link to outside", hard_link),
    odd("a pipe", os.mkfifo),
    odd("a socket", lambda path: os.mknod(path, stat.S_IFSOCK | 0o600)),
    *(named(what, name, told) for what, (name, told) in NAMES.items()),
    *(unplain(what, name, told) for what, (name, told) in UNPLAIN.items()),
)
