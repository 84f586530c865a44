"""What a person's number looks like in a text: her citizen ID or a phone, in any digits, parted or not.

The patterns are of digits 0 to 9 alone, and of the marks they are told: `FOLDED` says which character stands
for which digit, and where a run of MARKS is made one of them, the patterns are short. They keep to what both
Polars and DuckDB read: nothing looks ahead, so what stands before and after is part of a match.
"""

import unicodedata

BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
# the first two digits of whatever is numbered by its place
PROVINCES = {
    "1": "[1-5]",
    "2": "[1-3]",
    "3": "[1-7]",
    "4": "[1-6]",
    "5": "[0-4]",
    "6": "[1-5]",
    "7": "1",
    "8": "[1-3]",
}
PHONE_DIGITS = 11  # of a mobile, and of a landline with its area: no ID has fewer
SHORT_ID_DIGITS = 15
# behind so many of them; a code of a place is written in parts of 2, 2, 2, 3 and 3, and a serial behind it
ODD_PLACES = (1, 3, 5, 7, 8, 10, 11, 13, 14)
WORDS = {
    **dict(zip("零○洞幺拐勾", "000179", strict=True)),
    **dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", "122334566789", strict=True)),
}
PLANES = 0x20000  # beyond are rare Chinese characters alone


def _plain_digits() -> dict[str, str]:
    values = ((chr(code), unicodedata.numeric(chr(code), -1)) for code in range(0x80, PLANES))
    return {character: str(int(value)) for character, value in values if value in range(10)} | WORDS


# letters and signs typed for a digit; the plain ones are digits only beside one
TYPED = {"0": "OoＯｏОоΟο◯", "1": "IlＩｌІіΙ丨"}
PLAIN_TYPED = {digit: "".join(filter(str.isascii, letters)) for digit, letters in TYPED.items()}
OTHER_TYPED = {
    letter: digit for digit, letters in TYPED.items() for letter in letters if not letter.isascii()
}
IN_WORDS = _plain_digits()
# the last of an ID is as wide as its digits
FOLDED = IN_WORDS | dict.fromkeys("ＸｘⅩⅹ", "X") | OTHER_TYPED
# digits of any script and make, in words too
DIGITS = rf"\p{{N}}{''.join(c for c in IN_WORDS if unicodedata.category(c)[0] in 'LS')}"
DIGIT = f"[{DIGITS}]"
# spaces, punctuation, signs and pictures; all letters but the plain and the Chinese ones are taken for them,
# since a class of all that is no letter takes long to compile
MARKS = (
    r"[\x00-/:-@\[-`{-\x{2E7F}\x{3000}-\x{303F}\x{3164}\x{E000}-\x{F8FF}\x{FE00}-\x{FE6F}\x{FF00}-\x{FFEF}"
    r"\x{1F000}-\x{1FAFF}]"
)
ONE_MARK, UNITS = "-", "[年月日]"
# marks part no number, nor do the units of a date
LONG_NUMBER = f"(?:[{DIGITS}{''.join(TYPED.values())}](?:{MARKS}|{UNITS})*){{{PHONE_DIGITS}}}"
BEFORE, AFTER = "(^|[^0-9])", "($|[^0-9])"
ANY = "[0-9]"


def long_id(mark: str) -> str:
    """Eighteen characters with anything but letters between them; its group is the year of birth."""
    gap = f"(?:{mark}|{UNITS})*"
    year = gap.join([f"(?:1{gap}9|2{gap}0)", ANY, ANY])
    return gap.join(["[1-9]", *[ANY] * 5, f"({year})", _month(gap), _day(gap), *[ANY] * 3, "[0-9Xx]"])


def nearly_id() -> str:
    """Place and birthday of somebody born before 2000: what is behind them is missing, or too long."""
    return f"{_province('')}[0-9]{{4}}19[0-9]{{2}}{BIRTHDAY}"


def short_id(mark: str) -> str:
    """Fifteen digits in one, or with marks around the birthday or where no place or serial has them."""
    odd = (_fifteen(f"{mark}*", f"{mark}+", place) for place in ODD_PLACES)
    return f"(?:{'|'.join([_around_birthday(mark), *odd])})"


def short_id_anyhow(mark: str) -> str:
    """Fifteen digits with marks anywhere, as a place and a serial have them too; quick to compile."""
    return f"(?:{_around_birthday(mark)}|{_fifteen(f'{mark}*', f'{mark}*', 1)})"


def _around_birthday(mark: str) -> str:
    born = f"[2-9][0-9]{BIRTHDAY}"
    return f"[1-9][0-9]{{5}}(?:{born}|{mark}+{born}{mark}+)[0-9]{{3}}"


def _fifteen(gap: str, other: str, place: int) -> str:
    """With a gap behind each digit but the last, and the other behind one; born from 1930 on.

    What is numbered by dates from 2000 on looks like one born before.
    """
    gaps = [other if digit == place else gap for digit in range(1, SHORT_ID_DIGITS)]
    digits = [*[ANY] * 4, "[3-9]", ANY, _month(gaps[8]), _day(gaps[10]), *[ANY] * 3]
    between = [gap for digit, gap in enumerate(gaps, start=1) if digit not in (1, 9, 11)]
    parts = "".join(f"{gap}{digit}" for gap, digit in zip(between, digits, strict=True))
    return _province(gaps[0]) + parts


def _province(gap: str) -> str:
    return f"(?:{'|'.join(f'{tens}{gap}{ones}' for tens, ones in PROVINCES.items())})"


def _month(gap: str) -> str:
    return f"(?:0{gap}[1-9]|1{gap}[0-2])"


def _day(gap: str) -> str:
    return f"(?:0{gap}[1-9]|[12]{gap}[0-9]|3{gap}[01])"


def phone(mark: str) -> str:
    """A mobile, with country, zero or neither, parted as people do or everywhere; a landline with its area.

    A landline that begins like a year is the number of a document.
    """
    gap = f"{mark}*"
    mobiles = (
        f"1[3-9][0-9]{gap}[0-9]{{4}}{gap}[0-9]{{4}}",
        f"1[3-9][0-9]{gap}[0-9]{{3}}{gap}[0-9]{{5}}",
        f"1[3-9][0-9]{{2}}{gap}[0-9]{{3}}{gap}[0-9]{{4}}",
        f"1[3-9]{mark}[0-9]{{3}}{mark}[0-9]{{3}}{mark}[0-9]{{3}}",
        f"{mark}+".join(["1", "[3-9]", *[ANY] * 9]),
    )
    landline = f"(?:010|02[0-9]|0[3-9][0-9]{{2}}){gap}(?:[3-8][0-9]|2[1-9])[0-9]{{1,2}}{gap}[0-9]{{4}}"
    return f"(?:(?:(?:(?:00)?86|0){gap})?(?:{'|'.join(mobiles)})|{landline})"


def local_phone(mark: str) -> str:
    """Seven digits and more: the number of a document begins with its year, and counts below 10,000."""
    unbroken = "[03-9][0-9]{6}|1[0-8][0-9]{5}|2[1-9][0-9]{5}|[0-9]{9}"
    return f"{BEFORE}(?:{unbroken}|(?:[3-8][0-9]|2[1-9])[0-9]{{1,2}}{mark}[0-9]{{4}}{AFTER})"
