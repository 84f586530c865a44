"""SQL that tells whether a kept cell holds a person's citizen ID or phone, which came into a wrong column."""

from pipelines.reading.citizen_ids import BIRTHDAY, LONG_NUMBER, PARTING, PHONE_DIGITS

WIDE, PLAIN = "０１２３４５６７８９〇零一二三四五六七八九", "012345678900123456789"
SPACES = " \t\r\n\u00a0\u3000"
BEFORE, AFTER = r"^(?:[\s\S]*[^0-9])?[1-9][0-9]{5}", r"(?:[^0-9][\s\S]*)?$"
LONG_ID = rf"{BEFORE}((?:19|20)[0-9]{{2}}){BIRTHDAY}[0-9]{{3}}[0-9XxＸｘ]{AFTER}"
# a place and a serial look like it once nothing stands between them: marks in both places of an ID or in none
BORN = rf"[2-9][0-9]{BIRTHDAY}"
SHORT_ID = rf"{BEFORE}(?:{BORN}|[{PARTING}]{BORN}[{PARTING}])[0-9]{{3}}{AFTER}"
SHORTEST = 15
YOUNGEST = 10  # years: a document number of place, day and serial looks like the ID of a child


def holds_citizen_id(text: str, day: str) -> str:
    """SQL, true of a text expression that holds an ID of 18 or 15 digits, however spaced, parted or written.

    Whether its check digit fits does not matter: a mistyped ID is hers as well. `day` is SQL for the run's.
    """
    bare = f"translate({text}, '{WIDE}{SPACES}', '{PLAIN}')"
    # a mark may part an ID, or stand between it and another number
    joined = f"translate({bare}, '{PARTING}', '')"
    # unlike `and`, a case looks at none but the few long texts
    return (
        f"case when length({text}) >= {SHORTEST} then regexp_matches({bare}, '{SHORT_ID}') "
        f"or {_is_of_age(bare, day)} or {_is_of_age(joined, day)} else false end"
    )


def _is_of_age(digits: str, day: str) -> str:
    born_in = f"try_cast(regexp_extract({digits}, '{LONG_ID}', 1) as integer)"
    return f"coalesce({born_in} <= year({day}) - {YOUNGEST}, false)"


def holds_long_number(text: str) -> str:
    """SQL, true of the name of a place or a unit with as many digits as a phone or an ID, however parted.

    Codes may be as long, and are not asked; a name that counts as far does not exist.
    """
    is_long = rf"regexp_matches({text}, '^[\s\S]*{LONG_NUMBER}[\s\S]*$')"
    return f"case when length({text}) >= {PHONE_DIGITS} then {is_long} else false end"
