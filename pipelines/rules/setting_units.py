"""What a setting's value may be, by its unit: whole numbers within limits, or words of a pattern."""

import re

WHOLE_NUMBER = re.compile(r"-?\d+", re.ASCII)
LIMITS = {
    "years": (0, 120),
    "days": (0, 366),
    "day of month": (1, 28),
    "yuan a month": (0, 1_000_000),
    # below three, each of the women in a cell can tell who the other is
    "women": (3, 1_000),
    "per mille": (500, 1_000),
    "points": (0, 100),
    "seconds": (1, 3_600),
    "snapshots": (1, 100_000),
    "worklists": (1, 100_000),
}
ADDRESS = r"[^\s@;,<>]+@[^\s@;,<>]+"
# what is written, and how to write it; a blank value says that there is none
WORDS = {
    "mail server": (re.compile(r"(?:[\w.-]+(?::\d{1,5})?)?", re.ASCII), "host or host:port, or nothing"),
    "mail security": (re.compile(r"none|starttls|tls"), "none, starttls or tls"),
    "mail address": (re.compile(rf"(?:{ADDRESS})?"), "one address, or nothing"),
    "mail addresses": (
        re.compile(rf"(?:{ADDRESS}(?:[;\s]+{ADDRESS})*)?"),
        "addresses with ; between them, or nothing",
    ),
    "mail user": (re.compile(r"\S*"), "a name without blanks, or nothing"),
}


def refusal(name: str, written: str, unit: str) -> str | None:
    """Why a setting of this unit cannot be that, and what to write; None where it can."""
    if unit in WORDS:
        pattern, remedy = WORDS[unit]
        return None if pattern.fullmatch(written) else f"{name} cannot be that; write {remedy}"
    if not WHOLE_NUMBER.fullmatch(written):
        return "value must be a whole number; write it without unit or comma"
    lowest, highest = LIMITS[unit]
    if lowest <= int(written) <= highest:
        return None
    return f"{name} cannot be {int(written)} {unit}; write a number from {lowest} to {highest}"
