"""Coded cells -> codes: the code, its Chinese or English label, the label without its closing 类."""

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from pipelines.contracts import catalog
from pipelines.reading.headers import normal_name
from pipelines.reading.person_numbers import BIRTHDAY, PROVINCES

SEPARATORS = r"[;；,，、/|]+"
TICKS = ("√", "✓", "✔", "☑", "V")
YES = ("是", "有", *TICKS, "1", "Y", "YES", "TRUE", "T", "对")
NO = ("否", "无", "無", "没有", "×", "✗", "✘", "☒", "╳", "X", "0", "N", "NO", "FALSE", "F")
FOUR = r"^[YN]{4}$"
# as many digits as a phone are no code: of a district, street or village there are 6, 9 or 12, and a province
PROVINCE = f"(?:{'|'.join(map(''.join, PROVINCES.items()))})"
DIVISION_CODE = rf"(?:[0-9]{{1,6}}|[0-9]{{9}}|{PROVINCE}[0-9]{{10}})"
# GB 11714: 9 characters, leading zeros may be lost; GB 32100: 18, of which those are the ninth to seventeenth
UNIT_CODE = "[0-9A-Z]{1,9}"
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(17)]
SOCIAL_CREDIT_CODE = f"^[{CREDIT_CHARACTERS}]{{2}}[0-9]{{6}}[{CREDIT_CHARACTERS}]{{10}}$"
# a person in a column of units is nobody's code, with a wrong letter at the end either
LIKE_CITIZEN_ID = rf"^[0-9]{{6}}(?:19|20)[0-9]{{2}}{BIRTHDAY}[0-9A-Z]{{4}}$"


@cache
def words(name: str) -> dict[str, str]:
    """Every accepted spelling of a code list, normalised -> its code; a code wins over a label."""
    rows = catalog.code_lists()[name]
    found: dict[str, str] = {}
    for spelling in ("code", "label_zh", "label_en"):
        for row in rows:
            found.setdefault(_normal(row[spelling]), row["code"])
            found.setdefault(_normal(row[spelling]).removesuffix("类"), row["code"])
    for row in rows:
        found.setdefault(row["code"].lstrip("0") or "0", row["code"])
    return found


@cache
def usual(name: str) -> dict[str, str]:
    """The spellings that hardly any file leaves: codes and Chinese labels as the list writes them."""
    rows = catalog.code_lists()[name]
    return {row[spelling]: row["code"] for spelling in ("label_zh", "code") for row in rows}


def read_usual_codes(text: pl.Expr, name: str) -> pl.Expr:
    """Codes of cells that hold a code or label exactly; everything else is null."""
    known = usual(name)
    return text.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def read_codes(text: pl.Expr, name: str, distinct: Iterable[str]) -> pl.Expr:
    """Codes of cells in any accepted spelling, given the distinct contents; everything else is null."""
    known = {cell: words(name).get(_normal(cell)) for cell in distinct}
    return text.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def read_code_lists(text: pl.Expr, name: str, distinct: Iterable[str]) -> pl.Expr:
    """Codes joined by ';' of cells that name several; a cell with an unknown part is null."""
    known = {cell: _joined(cell, name) for cell in distinct}
    return text.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def read_text_lists(text: pl.Expr) -> pl.Expr:
    """The parts of a cell joined by ';'."""
    joined = text.str.replace_all(r"\s*" + SEPARATORS + r"\s*", ";")
    return joined.str.strip_chars(";")


def read_yes_no(text: pl.Expr, sheet: pl.Expr | None = None) -> pl.Expr:
    """Booleans; where a tick occurs in the column of a `sheet`, its blanks are no."""
    upper = text.str.to_uppercase()
    value = upper.replace_strict(
        [*YES, *NO], [True] * len(YES) + [False] * len(NO), default=None, return_dtype=pl.Boolean
    )
    is_ticked = upper.is_in(TICKS).any()
    if sheet is not None:
        is_ticked = is_ticked.over(sheet)
    return pl.when(text.is_null() & is_ticked).then(False).otherwise(value)


def read_four_flags(text: pl.Expr) -> pl.Expr:
    """Four letters Y or N of a cell that holds four yes/no marks; everything else is null."""
    bare = text.str.to_uppercase().str.replace_all(r"[\s;；,，、/|\-]+", "")
    letters = bare.str.replace_all(r"[是有√✓✔☑1]", "Y").str.replace_all(r"[否无無×✗✘☒X0]", "N")
    return pl.when(letters.str.contains(FOUR)).then(letters)


def read_division_codes(text: pl.Expr, longest: int) -> pl.Expr:
    """Digits of a division code, shorter ones as they are; text and longer ones are null."""
    bare = text.str.replace_all(r"\s+", "")
    return pl.when(bare.str.contains(f"^{DIVISION_CODE}$") & (bare.str.len_bytes() <= longest)).then(bare)


def read_usual_unit_codes(text: pl.Expr) -> pl.Expr:
    """Organisation codes of up to 9 characters as most are written; everything else is null."""
    return pl.when(text.str.contains(f"^{UNIT_CODE}$")).then(text)


def read_unit_codes(text: pl.Expr, or_division: bool = False) -> pl.Expr:
    """Organisation codes of up to 9 characters, out of 18 where so given; everything else is null.

    Where a column is of units `or_division`, digits of a division code stay too.
    """
    bare = text.str.replace_all(r"[\s\-]+", "").str.to_uppercase()
    short = f"{UNIT_CODE}|{DIVISION_CODE}" if or_division else UNIT_CODE
    credited = pl.when(bare.str.contains(SOCIAL_CREDIT_CODE) & ~bare.str.contains(LIKE_CITIZEN_ID)).then(bare)
    return (
        pl.when(bare.str.contains(f"^(?:{short})$"))
        .then(bare)
        .when(_credit_check(credited) == credited.str.slice(17))
        .then(bare.str.slice(8, 9))
    )


def _credit_check(code: pl.Expr) -> pl.Expr:
    """The check character of GB 32100: with it, the weighted values of all add up to a multiple of 31."""
    values = {character: value for value, character in enumerate(CREDIT_CHARACTERS)}
    weighted = [
        code.str.slice(place, 1).replace_strict(values, default=None, return_dtype=pl.Int64) * weight
        for place, weight in enumerate(CREDIT_WEIGHTS)
    ]
    check = (31 - pl.sum_horizontal(weighted) % 31) % 31
    return check.replace_strict(range(31), list(CREDIT_CHARACTERS), return_dtype=pl.String)


def _normal(cell: str) -> str:
    if re.search(r"\d\s+\d", cell):
        return cell  # two codes are not joined to a third
    bare = normal_name(cell).replace("其它", "其他")
    return re.sub(r"^(\d+)\.0+$", r"\1", bare)


def _joined(cell: str, name: str) -> str | None:
    parts = [words(name).get(_normal(part)) for part in re.split(SEPARATORS, cell) if part.strip()]
    return ";".join(part for part in parts if part) if parts and None not in parts else None
