"""Why rows are quarantined: the first reason of the order of precedence, and their raw cells."""

import polars as pl

from pipelines.contracts import catalog
from pipelines.reading.person_numbers import (
    AFTER,
    BEFORE,
    BIRTHDAY,
    FOLDED,
    LONG_NUMBER,
    MARKS,
    ONE_MARK,
    local_phone,
    long_id,
    phone,
    short_id,
)

LONGEST_CELL = 32_767
MOBILE = r"(86)?1[3-9]\d{9}"
PERSON_DATA = rf"(^|\D)(\d{{17}}[\dXx]|\d{{15}}|{MOBILE}|0\d{{2,3}}[-)]?\d{{7,8}})($|\D)"
# of digits that marks part only what has the form of an ID or a mobile: two dates side by side have not
PARTING = "[-./·_‐–—()+]"
ID_FORM = rf"[1-9]\d{{5}}((19|20)\d\d{BIRTHDAY}\d{{3}}[\dXx]|\d\d{BIRTHDAY}\d{{3}})"
PARTED_DATA = rf"(^|\D)({ID_FORM}|{MOBILE})($|\D)"


def find_reasons(
    typed: pl.DataFrame, texts: pl.DataFrame, ids: pl.DataFrame, is_ragged: pl.Series | None, table: str
) -> pl.Series:
    """For each row its quarantine reason, or null; `typed`, `texts` and `ids` are the same rows."""
    sheet = catalog.sheets()[table]
    keys = [column.canonical for column in sheet.keys if column.kind != "citizen_id"]
    reasons = [
        _where(is_ragged, "row_ragged"),
        _where(_has_long_cell(texts), "cell_too_long"),
        _where(typed.select(pl.any_horizontal(pl.col(keys).is_null())).to_series(), "key_unreadable"),
        ids["id_problem"] if ids.width else None,
        _where(_names_person(texts) if table == "rulings" else None, "ruling_contains_person_data"),
    ]
    found = [reason for reason in reasons if reason is not None]
    return pl.select(pl.coalesce(found).alias("quarantine_reason")).to_series()


def keep_raw_cells(quarantined: pl.DataFrame, raw: pl.DataFrame) -> pl.DataFrame:
    """The part, `row_no`, `reason_code` and the `raw` cells as JSON of quarantined rows."""
    cells = raw.select(pl.struct(pl.all()).struct.json_encode()).to_series().alias("cells")
    return quarantined.select("part", "row_no", pl.col("quarantine_reason").alias("reason_code"), cells)


def _where(is_so: pl.Series | None, reason: str) -> pl.Series | None:
    if is_so is None:
        return None
    return pl.select(pl.when(is_so).then(pl.lit(reason))).to_series()


def _has_long_cell(texts: pl.DataFrame) -> pl.Series | None:
    longest = texts.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item()
    if (longest or 0) <= LONGEST_CELL:
        return None
    is_long = pl.any_horizontal(pl.all().str.len_chars() > LONGEST_CELL)
    return texts.select(is_long.fill_null(False)).to_series()


def _names_person(texts: pl.DataFrame) -> pl.Series:
    present = [c for c in catalog.sheets()["rulings"].columns if c.canonical in texts.columns]
    bare = {
        column: pl.col(column.canonical).str.normalize("NFKC").str.replace_all(r"\s+", "")
        for column in present
        if column.kind in ("text", "subject_code")
    }
    is_named = [
        # a unit's code of 18 may be all digits, and no ID
        *(text.str.contains(PERSON_DATA) for column, text in bare.items() if column.kind == "text"),
        *(_holds_number(text) for column, text in bare.items() if column.kind == "text"),
        # the number of a document has a year and a few digits more; grounds may have two dates
        *(
            text.str.contains(LONG_NUMBER) | _folded(text).str.contains(local_phone(ONE_MARK))
            for column, text in bare.items()
            if column.text_shape == "document_number"
        ),
        *(text.str.replace_all(PARTING, "").str.contains(PARTED_DATA) for text in bare.values()),
    ]
    return texts.select(pl.any_horizontal(is_named)).to_series()


def _holds_number(text: pl.Expr) -> pl.Expr:
    """Whether it holds a person's number in digits of any kind; a ruling names nobody, of whatever age."""
    forms = "|".join([long_id(ONE_MARK), short_id(ONE_MARK), phone(ONE_MARK)])
    return _folded(text).str.contains(f"{BEFORE}(?:{forms}){AFTER}")


def _folded(text: pl.Expr) -> pl.Expr:
    """With digits 0 to 9 alone, and one mark for every run of them."""
    plain = text.str.replace_many(list(FOLDED), list(FOLDED.values()))
    return plain.str.replace_all(f"{MARKS}+", ONE_MARK)
