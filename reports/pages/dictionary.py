"""The data dictionary as a page: a section a layer, its tables in short, their columns on demand."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

from reports.parts.labels import Label, label, rank_of
from reports.parts.listing import Listing, Shown, coded, listed
from reports.parts.section import KeyFigure, Page, Panel, Section
from reports.parts.table import ABSENT, Cell, Table, count, flag, text

Told = Mapping[str, Any]  # a table of the dictionary, as dictionary.json has it
TITLE = Label("数据字典", "Data dictionary")
PERSONAL = ("never_onward", "hashed_onward", "reduced_onward")


def _to_columns(name: str) -> Cell:
    """A table's name, which leads to its columns."""
    return Cell(name, href=f"#{_anchor(name)}")


def _anchor(name: str) -> str:
    return f"columns-{name.replace('.', '-')}"


def _both(meaning: Mapping[str, str]) -> Cell:
    return Cell(meaning["meaning_zh"], meaning["meaning_en"])


def _names(names: Sequence[str]) -> Cell:
    return text("、".join(names))


A_COLUMN = Label("列", "columns")
CAPTION = Label("各表", "tables")
SUMMARY = (
    Shown("table", Label("表", "table"), _to_columns),
    Shown("meaning", Label("内容", "what it holds"), _both),
    Shown("readers", Label("谁可看", "who may read it"), coded("readers")),
    Shown("is_by_person", Label("一行一人", "a row a person"), flag),
    Shown("source", Label("出自", "made by"), text),
    Shown("sheets", Label("依据的合同表", "contract sheets behind it"), _names),
)
COLUMNS = (
    Shown("column", Label("列", "column"), text),
    Shown("meaning", Label("含义", "meaning"), _both),
    Shown("unit", Label("单位", "unit"), coded("column_unit")),
    Shown("type", Label("类型", "type"), text),
    Shown("sensitivity", Label("是否涉及个人", "how personal"), coded("sensitivity")),
    Shown("comes_from", Label("来自", "comes from"), _names),
)


def dictionary_page(tables: Sequence[Told], version: str) -> Page:
    """Every layer, the published one first, then in the order in which the data flow."""
    in_order = sorted(tables, key=lambda table: (_place(_layer(table)), table["table"]))
    sections = tuple(_section(layer, list(found)) for layer, found in groupby(in_order, _layer))
    return Page(TITLE, _answer(tables), ABSENT, text(version), tuple(_key_figures(tables)), sections)


def _layer(table: Told) -> str:
    return str(table["table"]).split(".")[0]


def _place(layer: str) -> tuple[bool, int]:
    return layer != "marts", rank_of("layer", layer)


def _answer(tables: Sequence[Told]) -> Label:
    columns, layers = _columns_of(tables), {_layer(table) for table in tables}
    return Label(
        f"哪里有什么？{len(layers)} 层、{len(tables)} 张表、{len(columns):,} 列，逐列说明含义、单位、"
        "是否涉及个人和来自哪些列。",
        f"What is where? {len(tables)} tables of {len(layers)} layers, {len(columns):,} columns: what each "
        "means, its unit, how personal it is, and which columns it is made of.",
    )


def _key_figures(tables: Sequence[Told]) -> Iterator[KeyFigure]:
    columns = _columns_of(tables)
    published = [table for table in tables if table["readers"] == "inspection"]
    yield KeyFigure("tables", Label("表", "tables"), count(len(tables)))
    yield KeyFigure("columns", Label("列", "columns"), count(len(columns)))
    yield KeyFigure("published", Label("公布的表", "published tables"), count(len(published)))
    personal = [column for column in columns if column["sensitivity"] in PERSONAL]
    yield KeyFigure("personal", Label("含个人信息的列", "columns with personal data"), count(len(personal)))


def _columns_of(tables: Sequence[Told]) -> list[Told]:
    return [column for table in tables for column in table["columns"]]


def _section(layer: str, tables: Sequence[Told]) -> Section:
    summary = listed(Listing(f"table-{layer}", CAPTION, "", is_written_whole=True), _frame(tables), SUMMARY)
    of_columns = tuple(_column_table(table) for table in tables)
    return Section(
        layer, label("layer", layer), label("layer_holds", layer), (Panel((summary, *of_columns)),)
    )


def _column_table(table: Told) -> Table:
    name = table["table"]
    caption = Label(f"{name} · {table['meaning_zh']}", f"{name} · {table['meaning_en']}")
    return listed(
        Listing(_anchor(name), caption, "", is_folded=True, told_in=A_COLUMN, is_written_whole=True),
        _frame(table["columns"]),
        COLUMNS,
    )


def _frame(told: Sequence[Told]) -> pl.DataFrame:
    """The entries with both meanings as one column, nothing nested that no cell shows."""
    shown = [{name: value for name, value in entry.items() if name != "columns"} for entry in told]
    frame = pl.DataFrame(shown, infer_schema_length=None)
    return frame.with_columns(pl.struct("meaning_zh", "meaning_en").alias("meaning"))
