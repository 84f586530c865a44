"""Macros that tell whether a text holds a person's number, which came into a wrong column, and mask it."""

import re

import duckdb

from pipelines.contracts.catalog import Column
from pipelines.reading.person_numbers import (
    AFTER,
    BEFORE,
    DIGIT,
    FOLDED,
    LONG_NUMBER,
    MARKS,
    ONE_MARK,
    PHONE_DIGITS,
    local_phone,
    long_id,
    phone,
    short_id,
    short_id_anyhow,
)

YOUNGEST = 10  # years: a document number of place, day and serial looks like the ID of a child
FINDING_ID = "^[0-9a-f]{16}$"
MASK = "#"
OF_HOME = r"\s*(?:室|栋|幢|单元|号楼|号院)"  # behind a number of an address
NOBODY = r"\b\B"  # a pattern that no text holds
OF_ROOM = f"{DIGIT}+(\\s*室)"
USUAL = "[\\x00-\\x7F\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def holds_no_persons_number(column: Column, text: str, day: str) -> str:
    """SQL, true of a text expression that a kept column may hold, by its `text_shape`; `day` is the run's.

    `words` are names, with fewer digits than a phone. `label` is any text without a person's number, `number`
    one with a digit, since a name has none. `document_number` is one of words and a year with a few digits
    more, and no address. `finding_id` is one that a worklist told.
    """
    return {
        "words": f"not holds_long_number({text})",
        "label": f"not holds_persons_number({text}, {day})",
        "number": f"has_digit({text}) and not holds_persons_number({text}, {day})",
        "document_number": f"has_digit({text}) and not (holds_long_number({text}) "
        f"or holds_local_phone({text}) or holds_address({text}))",
        "finding_id": f"regexp_matches({text}, '{FINDING_ID}')",
    }[column.text_shape]


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the SQL of staging, and of the names of files and sheets, asks of texts."""
    for signature, body in _macros().items():
        connection.execute(f"create or replace macro {signature} as ({body})")


def _macros() -> dict[str, str]:
    """Each after those it calls."""
    usual = {character: digit for character, digit in FOLDED.items() if re.match(USUAL, character)}
    others = " or ".join(
        [
            _matches("one_mark(words)", f"(?:{short_id(ONE_MARK)}|{phone(ONE_MARK)})"),
            _if_parted("[\\s,，]", short_id(ONE_MARK)),  # which part no numbers of places and serials
            _if_parted("[\\r\\n]", phone(ONE_MARK)),  # where a cell is too narrow for it
        ]
    )
    # of two IDs that one mark parts, each has one of its own
    parted = "regexp_replace(one_mark(words), '[^0-9]', '\\0\\0', 'g')"
    years = f"regexp_extract_all({parted}, '{BEFORE}{long_id(ONE_MARK)}{AFTER}', 2)"
    plain_years = f"list_transform({years}, lambda y: cast(regexp_replace(y, '[^0-9]', '', 'g') as integer))"
    return {
        # the fewer characters are looked for, the faster
        "plain_digits(words)": f"case when strlen(words) = length(words) then words "
        f"when regexp_matches(words, '^{USUAL}*$') then {_translated(usual)} else {_translated(FOLDED)} end",
        "one_mark(words)": f"regexp_replace(plain_digits(words), '{MARKS}+', '{ONE_MARK}', 'g')",
        "has_digit(words)": f"regexp_matches(words, '{DIGIT}|十')",
        "holds_address(words)": f"regexp_matches(words, '{DIGIT}{OF_HOME}')",
        "holds_long_number(words)": _if_long("true"),
        "holds_local_phone(words)": "coalesce("
        f"regexp_matches(one_mark(words), '{local_phone(ONE_MARK)}'), false)",
        # whether a check digit fits does not matter: a mistyped ID is hers as well
        "holds_persons_number(words, day)": _if_long(
            f"{others} or coalesce(list_min({plain_years}) <= year(day) - {YOUNGEST}, false)"
        ),
        "masked_numbers(words)": "case when "
        + _if_long(f"{others} or {_matches('one_mark(words)', long_id(ONE_MARK))}")
        + f" then {_masked('plain_digits(words)')} else words end",
        "masked_name(words)": f"regexp_replace(masked_numbers(words), '{OF_ROOM}', '{MASK}\\1', 'g')",
        # persons are a pattern, or none
        "masked_of_persons(words, persons)": f"regexp_replace(masked_name(words), "
        f"coalesce(persons, '{NOBODY}'), '{MASK}', 'g')",
    }


def _matches(text: str, form: str) -> str:
    return f"regexp_matches({text}, '{BEFORE}{form}{AFTER}')"


def _if_parted(mark: str, form: str) -> str:
    """Of a text without those marks, if it has any."""
    joined = f"one_mark(regexp_replace(words, '{mark}+', '', 'g'))"
    return f"case when regexp_matches(words, '{mark}') then {_matches(joined, form)} else false end"


def _if_long(condition: str) -> str:
    """Unlike `and`, a case looks at none but the few long texts."""
    return (
        f"case when length(words) >= {PHONE_DIGITS} then "
        f"case when regexp_matches(words, '{LONG_NUMBER}') then {condition} else false end else false end"
    )


def _translated(digits: dict[str, str]) -> str:
    return f"translate(words, '{''.join(digits)}', '{''.join(digits.values())}')"


def _masked(text: str) -> str:
    """With # for every ID and phone, whatever the birth date; what stands between stays as it is."""
    for form, after in ((long_id(MARKS), 3), (short_id_anyhow(MARKS), 2), (phone(MARKS), 2)):
        for _ in range(2):  # of two that one mark parts, it belongs to the first
            text = f"regexp_replace({text}, '{BEFORE}{form}{AFTER}', '\\1{MASK}\\{after}', 'g')"
    return text
