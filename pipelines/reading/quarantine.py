"""Why rows are quarantined: the first reason of the order of precedence, and their raw cells."""

import polars as pl

from pipelines.contracts import catalog

LONGEST_CELL = 32_767
PERSON_DATA = r"(^|\D)(\d{17}[\dXx]|\d{15}|(86)?1[3-9]\d{9}|0\d{2,3}[-)]?\d{7,8})($|\D)"
# Of digits that marks part only what has the form of an ID or a mobile: two dates side by side have not.
MARKS = r"[-./·_‐–—()+]"
DAY = r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
PARTED_DATA = (
    rf"(^|\D)([1-9]\d{{5}}((19|20)\d\d{DAY}\d{{3}}[\dXx]|\d\d{DAY}\d{{3}})|(86)?1[3-9]\d{{9}})($|\D)"
)


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
    columns = catalog.sheets()["rulings"].columns
    told = [c.canonical for c in columns if c.kind == "text" and c.canonical in texts.columns]
    bare = [pl.col(name).str.normalize("NFKC").str.replace_all(r"\s+", "") for name in told]
    coded = [
        pl.col(c.canonical).str.to_uppercase()
        for c in columns
        if c.kind == "subject_code" and c.canonical in texts.columns
    ]
    is_named = [
        *(text.str.contains(PERSON_DATA) for text in bare),
        *(text.str.replace_all(MARKS, "").str.contains(PARTED_DATA) for text in [*bare, *coded]),
    ]
    return texts.select(pl.any_horizontal(is_named)).to_series()
