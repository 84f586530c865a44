"""Tables as files that clerks open: CSV and XLSX in which no cell can act as a formula."""

from pathlib import Path

import polars as pl
import xlsxwriter

FORMULA_STARTS = r"^[=+\-@\t\r]"


def escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table with an apostrophe before every text that a spreadsheet would take for a formula."""
    texts = pl.col(pl.String)
    return frame.with_columns(
        pl.when(texts.str.contains(FORMULA_STARTS)).then(pl.lit("'") + texts).otherwise(texts).name.keep()
    )


def write_workbook(frame: pl.DataFrame, path: Path, title: str) -> None:
    """One typed sheet with a frozen header and fitting columns."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        escaped(frame).write_excel(workbook, worksheet=title, freeze_panes=(1, 0), autofit=True)
