"""Tables as files that clerks open: CSV and XLSX in which no cell can act as a formula."""

import re
from pathlib import Path

import polars as pl
import xlsxwriter

FORMULA_STARTS = r"^[=+\-@\t\r]"


def escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table with an apostrophe before every text and header that would be taken for a formula."""
    texts = pl.col(pl.String)
    cells = frame.with_columns(
        pl.when(texts.str.contains(FORMULA_STARTS)).then(pl.lit("'") + texts).otherwise(texts).name.keep()
    )
    return cells.rename({name: f"'{name}" for name in frame.columns if re.match(FORMULA_STARTS, name)})


def write_workbook(frame: pl.DataFrame, path: Path, title: str) -> None:
    """One typed sheet with a frozen header and fitting columns."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        escaped(frame).write_excel(workbook, worksheet=title, freeze_panes=(1, 0), autofit=True)
