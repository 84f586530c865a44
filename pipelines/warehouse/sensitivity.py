"""How personal each column is: in layer 1 by its contract, in the layers after by what became of it."""

from collections.abc import Collection
from functools import cache

from pipelines.contracts.catalog import Column, sheets
from pipelines.privacy.reduction import reduced_columns
from pipelines.warehouse.lineage import LAYER_ONE

PUBLISHED = "marts"
HANDLED = {"K": "plain", "H": "hashed_onward", "F": "reduced_onward", "D": "never_onward"}
MAY_NAME = {  # what no contract column is, yet may hold a name: raw cells, and a file called after a person
    ("received.quarantined_cells", "cells"): "never_onward",
    ("received.deliveries", "delivered_as"): "never_published",
    ("landing.deliveries", "delivered_as"): "never_published",
}
PERSON_KEYS = frozenset({"person_key", "person_key_left", "person_key_right"})
NUMBERS = ("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "DECIMAL")


def readers(layer: str) -> str:
    """Who may read a layer: `pipeline`, `analysts` or `inspection`, and whom the commission shows it to."""
    if layer in LAYER_ONE:
        return "pipeline"
    return "inspection" if layer == PUBLISHED else "analysts"


def is_by_person(layer: str, columns: Collection[str]) -> bool:
    """Whether a row of a table with these columns is about one person."""
    return layer != PUBLISHED and not PERSON_KEYS.isdisjoint(columns)


def sensitivity(name: str, column: str, kind: str, origins: Collection[tuple[str, str]]) -> str:
    """How personal a column is; one word of the list that `reports/labels.csv` has as `sensitivity`."""
    layer, table = name.split(".")
    if (name, column) in MAY_NAME:
        return MAY_NAME[name, column]
    if layer == "identified" and column in (known := _contract_columns(table)):
        return HANDLED[known[column].handling]
    if layer == PUBLISHED:
        is_protected = any(origin.startswith("protection.") for origin, _ in origins)
        return "protected" if is_protected and kind.startswith(NUMBERS) else "plain"
    if column in PERSON_KEYS or column in _hashed(in_layer_one=layer in LAYER_ONE):
        return "pseudonym"
    return "reduced" if column in _reduced() else "plain"


def _contract_columns(table: str) -> dict[str, Column]:
    return {column.canonical: column for column in sheets()[table].columns}


@cache
def _hashed(*, in_layer_one: bool) -> frozenset[str]:
    """The columns that hold a keyed hash: in layer 1 beside the value, in layer 2 under its name."""
    columns = (column for sheet in sheets().values() for column in sheet.columns)
    return frozenset(
        column.pseudonym if in_layer_one else column.canonical for column in columns if column.handling == "H"
    )


@cache
def _reduced() -> frozenset[str]:
    """The columns of layer 2 that hold a flag or the coarse value of a personal one."""
    names = {name for sheet in sheets().values() for name in reduced_columns(sheet)}
    return frozenset(names - {column.canonical for sheet in sheets().values() for column in sheet.columns})
