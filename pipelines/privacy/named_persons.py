"""What a kept text may not hold: a person's number, her home or her name, which came into a wrong column."""

import re

import duckdb

from pipelines.contracts.catalog import Column
from pipelines.privacy.name_words import (
    ADDRESS,
    DOING,
    FIRST,
    KIN,
    LAST,
    NAME,
    NOT_OF_NAME,
    OF_NUMBER,
    SOUNDS,
    SURNAME,
    TITLE,
)
from pipelines.reading.person_numbers import (
    AFTER,
    BEFORE,
    DIGIT,
    FOLDED,
    LONG_NUMBER,
    MARKS,
    ONE_MARK,
    PHONE_DIGITS,
    PLAIN_TYPED,
    local_phone,
    long_id,
    nearly_id,
    phone,
    short_id,
    short_id_anyhow,
)

YOUNGEST = 10  # years: a document number of place, day and serial looks like the ID of a child
FINDING_ID = "^[0-9a-f]{16}$"
MASK = "#"
STREET = "(?:[路街巷弄道]|胡同)"
ROAD = f"(?:{STREET}|号院|小区|家园|花园)"
OF_HOME = r"\s*(?:室|栋|幢|单元|号楼|号院)"  # behind a number of an address
DASH = r"\s*[-－—–]\s*"
PHONE_WORDS = "电话|手机|座机|联系方式"
TOLD_PHONE = f"({PHONE_WORDS})([^0-9]{{0,3}})[2-9][0-9]{{2,3}}-?[0-9]{{4}}"
SCIENTIFIC = "[1-9][.][0-9]{3,}[Ee][+]?1[0-9]"  # what a spreadsheet makes of a long number
# of the number of a document; one of birth has no number behind it
YEAR_IN_BRACKETS = rf"[〔﹝\[［(（【]\s*{DIGIT}{{4}}\s*[〕﹞\]］)）】]\s*第?\s*{DIGIT}"
# a name with a word that tells of one, or with signs, digits and other names alone
TOLD_PERSON = (
    rf"^[\P{{Han}}号楼户院室]*({TITLE}\P{{Han}}*)?({SURNAME}\p{{Han}}{{1,3}}?)(?:\P{{Han}}+\p{{Han}}{{2,4}})*?"
    rf"(\P{{Han}}*{ADDRESS}|\P{{Han}}+[女男户妻夫])?[\P{{Han}}号户]*$"
)
PARTS = "['title', 'name', 'address']"
DOES = rf"{SURNAME}\p{{Han}}?[^\P{{Han}}{NOT_OF_NAME}]{DOING}"
NAME_BESIDE = (
    rf"(?:^|[\P{{Han}}号楼户院室长]){SURNAME}\p{{Han}}{{1,2}}[^\P{{Han}}{OF_NUMBER}](?:[\P{{Han}}户]|$)"
)
NOBODY = r"\b\B"  # a pattern that no text holds
OF_ROOM = f"{DIGIT}+(\\s*室)"
USUAL = "[\\x00-\\x7F\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def kept_text(column: Column, text: str, day: str) -> str:
    """SQL, what is kept of a text expression in a column, by its `text_shape`; `day` is the run's.

    `words` are the name of a place or body, with fewer digits than a phone. `kinship` has the letters of
    words of kin alone. In place of both is #, where they may be a person's name: the cell is not blank, and
    it names nobody. A `label` is any text that is neither her number nor like a name, `number` one with a
    digit, since a name has none, and no name of three letters or four beside. `document_number` is one of
    words and a few digits, with a year in brackets or no such name, and no address. `finding_id` is one that
    a worklist told. None of them is an address with the number of a room, or tells a phone as one.
    """
    names = "may_name_persons" if column.kind == "text_list" else "may_name_person"
    may_name = {"words": f"{names}({text})", "kinship": f"not is_of_kin({text})"}.get(column.text_shape)
    is_kept = {
        "words": f"not holds_long_number({text})",
        "kinship": f"not holds_long_number({text})",
        "label": f"not (may_name_person({text}) or holds_persons_number({text}, {day}))",
        "number": f"has_digit({text}) and not (names_beside({text}) or holds_persons_number({text}, {day}))",
        "document_number": f"has_digit({text}) and not (holds_long_number({text}) "
        f"or holds_local_phone({text}) or holds_address({text}) "
        f"or names_beside({text}) and not has_year_in_brackets({text}))",
        "finding_id": f"regexp_matches({text}, '{FINDING_ID}')",
    }[column.text_shape]
    told = f"case when {may_name} then '{MASK}' else {text} end" if may_name else text
    return f"case when {is_kept} and not (holds_home({text}) or tells_phone({text})) then {told} end"


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the SQL of staging, and of the names of files and sheets, asks of texts."""
    # each after those it calls
    for macros in (_of_digits(), _of_homes_and_phones(), _of_persons(), _of_numbers(), _of_masks()):
        for signature, body in macros.items():
            connection.execute(f"create or replace macro {signature} as ({body})")


def _of_digits() -> dict[str, str]:
    usual = {character: digit for character, digit in FOLDED.items() if re.match(USUAL, character)}
    return {
        # the fewer characters are looked for, the faster
        "folded_digits(words)": f"case when strlen(words) = length(words) then words "
        f"when regexp_matches(words, '^{USUAL}*$') then {_translated(usual)} else {_translated(FOLDED)} end",
        "plain_digits(words)": _with_typed("folded_digits(words)"),
        "with_one_mark(plain)": f"regexp_replace(plain, '{MARKS}+', '{ONE_MARK}', 'g')",
        "has_digit(words)": f"regexp_matches(words, '{DIGIT}|十')",
        "has_year_in_brackets(words)": f"regexp_matches(words, '{YEAR_IN_BRACKETS}')",
    }


def _of_homes_and_phones() -> dict[str, str]:
    # a room is the number behind that of an entrance, too, or the last of three
    home = rf"{ROAD}.*(?:[0-9]\s*室|单元\s*[0-9]{{3,4}})|{_before_room('[0-9]')}[0-9]{{3,4}}"
    return {
        "holds_address(words)": f"regexp_matches(words, '{DIGIT}{OF_HOME}')",
        "holds_home(words)": _if_folded(ROAD, home),
        "tells_phone(words)": _if_folded(PHONE_WORDS, TOLD_PHONE),
    }


def _of_persons() -> dict[str, str]:
    # many words of places have two letters
    tells_person = (
        "told.name <> '' and not is_of_place(told.name) "
        "and (told.title <> '' or told.address <> '' or length(told.name) > 2)"
    )
    return {
        "is_of_place(words)": f"regexp_matches(words, '^\\s*(?:{FIRST}|.*(?:{LAST})\\s*$)')",
        "may_name_person(words)": _if_chinese(
            f"(regexp_matches(words, '^(?:{NAME})$|{SOUNDS}') and not is_of_place(words)) "
            f"or regexp_matches(words, '{DOES}') or not has_year_in_brackets(words) "
            f"and len(list_filter([regexp_extract(words, '{TOLD_PERSON}', {PARTS})], "
            f"lambda told: {tells_person})) > 0"
        ),
        "may_name_persons(list)": "len(list_filter(string_split(list, ';'), w -> may_name_person(w))) > 0",
        "names_beside(words)": _if_chinese(f"regexp_matches(words, '{NAME_BESIDE}|{SOUNDS}')"),
        "is_of_kin(words)": f"regexp_matches(words, '^(?:{KIN}|[^\\p{{L}}])*$')",
    }


def _of_numbers() -> dict[str, str]:
    # of two IDs that one mark parts, each has one of its own
    parted = "regexp_replace(marked, '[^0-9]', '\\0\\0', 'g')"
    years = f"regexp_extract_all({parted}, '{BEFORE}{long_id(ONE_MARK)}{AFTER}', 2)"
    plain_years = f"list_transform({years}, lambda y: cast(regexp_replace(y, '[^0-9]', '', 'g') as integer))"
    return {
        "holds_long_number(words)": _if_long("true"),
        "holds_local_phone(words)": "coalesce("
        f"regexp_matches(with_one_mark(plain_digits(words)), '{local_phone(ONE_MARK)}'), false)",
        # whether a check digit fits does not matter: a mistyped ID is hers as well
        "holds_persons_number(words, day)": _if_long(
            _once(f"{_other_numbers()} or coalesce(list_min({plain_years}) <= year(day) - {YOUNGEST}, false)")
        ),
    }


def _of_masks() -> dict[str, str]:
    is_number = f"{_other_numbers()} or {_matches('marked', long_id(ONE_MARK))}"
    return {
        "masked_numbers(words)": f"case when {_if_long(_once(is_number))} "
        f"then {_masked('plain_digits(words)')} else words end",
        "masked_phones(words)": f"case when tells_phone(words) then "
        f"regexp_replace(folded_digits(words), '{TOLD_PHONE}', '\\1\\2{MASK}', 'g') else words end",
        "masked_rooms(words)": f"regexp_replace(regexp_replace(words, '{OF_ROOM}', '{MASK}\\1', 'g'), "
        f"'(单元\\s*|{_before_room(DIGIT)}){DIGIT}{{3,4}}', '\\1{MASK}', 'g')",
        "masked_name(words)": "masked_rooms("
        "list_transform([masked_numbers(words)], lambda w: masked_phones(w))[1])",
        # persons are a pattern, or none
        "masked_of_persons(words, persons)": f"regexp_replace(masked_name(words), "
        f"coalesce(persons, '{NOBODY}'), '{MASK}', 'g')",
    }


def _other_numbers() -> str:
    """Whether `marked` or `plain` words hold a number of hers that is no whole ID of eighteen."""
    return " or ".join(
        [
            _matches("marked", f"(?:{short_id(ONE_MARK)}|{phone(ONE_MARK)})"),
            _if_parted("[\\s,，]", short_id(ONE_MARK)),  # which part no numbers of places and serials
            _if_parted("[\\r\\n]", phone(ONE_MARK)),  # where a cell is too narrow for it
            f"regexp_matches(plain, '{nearly_id()}|{SCIENTIFIC}')",
        ]
    )


def _before_room(digit: str) -> str:
    """The number of a house in its street, and two of the three behind it."""
    return rf"{STREET}\s*{digit}+\s*号.*?{digit}{DASH}{digit}+{DASH}"


def _matches(text: str, form: str) -> str:
    return f"regexp_matches({text}, '{BEFORE}{form}{AFTER}')"


def _once(condition: str) -> str:
    """Of words in `plain` digits, and `marked` with one mark: a macro would repeat how they are made."""
    marked = f"list_transform([with_one_mark(plain)], lambda marked: {condition})[1]"
    return f"list_transform([plain_digits(words)], lambda plain: {marked})[1]"


def _if_parted(mark: str, form: str) -> str:
    """Of a text without those marks, if it has any."""
    joined = f"with_one_mark(regexp_replace(plain, '{mark}+', '', 'g'))"
    return f"case when regexp_matches(plain, '{mark}') then {_matches(joined, form)} else false end"


def _if_folded(word: str, pattern: str) -> str:
    """Folding takes long, and few texts have such a word."""
    return _if_chinese(
        f"case when regexp_matches(words, '{word}') "
        f"then regexp_matches(folded_digits(words), '{pattern}') else false end"
    )


def _if_chinese(condition: str) -> str:
    """Most texts are of plain letters and digits, and no pattern need be looked for in them."""
    return f"case when strlen(words) > length(words) then {condition} else false end"


def _if_long(condition: str) -> str:
    """Unlike `and`, a case looks at none but the few long texts."""
    return (
        f"case when length(words) >= {PHONE_DIGITS} then "
        f"case when regexp_matches(words, '{LONG_NUMBER}') then {condition} else false end else false end"
    )


def _with_typed(text: str) -> str:
    """With a digit for every plain letter typed in place of one, if a digit or another such is beside it."""
    for _ in range(3):  # a match takes in what is beside it
        for digit, letters in PLAIN_TYPED.items():
            text = f"regexp_replace({text}, '([0-9])[{letters}]', '\\1{digit}', 'g')"
            text = f"regexp_replace({text}, '[{letters}]([0-9])', '{digit}\\1', 'g')"
    return text


def _translated(digits: dict[str, str]) -> str:
    return f"translate(words, '{''.join(digits)}', '{''.join(digits.values())}')"


def _masked(text: str) -> str:
    """With # for every ID and phone, whatever the birth date; what stands between stays as it is."""
    for form, after in ((long_id(MARKS), 3), (short_id_anyhow(MARKS), 2), (phone(MARKS), 2)):
        for _ in range(2):  # of two that one mark parts, it belongs to the first
            text = f"regexp_replace({text}, '{BEFORE}{form}{AFTER}', '\\1{MASK}\\{after}', 'g')"
    return f"regexp_replace({text}, '[0-9]*{nearly_id()}[0-9Xx]*', '{MASK}', 'g')"
