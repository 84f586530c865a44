"""Text without what could be a person's: long numbers, and words that are not written in ASCII."""

import re

# an ID has 15 or 18 digits, a phone 7 to 11: with the gaps people write, and a birth date in between
LONG_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){6,}(?:[\W_]{0,3}[xX]\b)?")
FOREIGN_WORD = re.compile(r"[^\x00-\x7f]+")


def masked(text: str) -> str:
    """The text with # for every number of seven digits and more, and … for every run of other letters."""
    return FOREIGN_WORD.sub("…", LONG_NUMBER.sub("#", text))
