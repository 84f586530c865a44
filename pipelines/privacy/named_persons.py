"""SQL that tells whether a kept cell holds the citizen ID of a person: in a wrong column, or as a number."""

WIDE, PLAIN = "０１２３４５６７８９", "0123456789"
SPACES = " \t\u00a0\u3000"
DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
BEFORE, AFTER = r"^(?:[\s\S]*[^0-9])?[1-9][0-9]{5}", r"(?:[^0-9][\s\S]*)?$"
LONG_ID = rf"{BEFORE}((?:19|20)[0-9]{{2}}){DAY}[0-9]{{3}}[0-9XxＸｘ]{AFTER}"
SHORT_ID = rf"{BEFORE}[2-9][0-9]{DAY}[0-9]{{3}}{AFTER}"
SHORTEST = 15
YOUNGEST = 10  # years: a document number of place, day and serial looks like the ID of a child


def holds_citizen_id(text: str, day: str) -> str:
    """SQL, true of a text expression that holds an ID of 18 or 15 digits, spaced or full-width ones too.

    Whether its check digit fits does not matter: a mistyped ID is hers as well. `day` is SQL for the run's.
    """
    bare = f"translate({text}, '{WIDE}{SPACES}', '{PLAIN}')"
    born_in = f"try_cast(regexp_extract({bare}, '{LONG_ID}', 1) as integer)"
    return (
        f"(length({text}) >= {SHORTEST} and (regexp_matches({bare}, '{SHORT_ID}') "
        f"or coalesce({born_in} <= year({day}) - {YOUNGEST}, false)))"
    )
