"""Published counts as one system: cells, and the linear relations by which one follows from others."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """Cells by place, and `relations`: a row each, whose coefficients times the values sum to zero.

    `lowest` is what anybody knows a cell to be at least, `width` how wide the interval of a protected one
    must be, `weight` what hiding one costs (NaN: it is always shown); who kept an earlier publication still
    knows a cell that `is_known`, so that hiding it now hides it from others alone.
    """

    names: tuple[str, ...]
    value: Numbers
    lowest: Numbers
    width: Numbers
    weight: Numbers
    is_protected: Flags
    is_hidden: Flags
    is_known: Flags
    relations: csr_array

    @property
    def may_hide(self) -> Flags:
        """Cells that are hidden already or may be."""
        return self.is_hidden | ~np.isnan(self.weight)

    @cached_property
    def is_alone(self) -> Flags:
        """Cells that stand in no relation."""
        return np.asarray(np.diff(self.sparse_columns.indptr) == 0)

    @cached_property
    def sparse_columns(self) -> csr_array:
        """The relations of each cell."""
        return csr_array(self.relations.T)

    def at(self, places: Places) -> "Cells":
        """These cells alone, with the relations they stand in; all others keep their values."""
        rows = np.unique(self.sparse_columns[places].indices)
        return Cells(
            tuple(self.names[place] for place in places),
            value=self.value[places],
            lowest=self.lowest[places],
            width=self.width[places],
            weight=self.weight[places],
            is_protected=self.is_protected[places],
            is_hidden=self.is_hidden[places],
            is_known=self.is_known[places],
            relations=csr_array(self.relations[rows][:, places]),
        )

    def components(self, places: Places) -> Iterator[Places]:
        """The places in groups that no relation joins."""
        used = csr_array(abs(self.relations[:, places]))
        _, labels = connected_components(used.T @ used, directed=False)
        order = np.argsort(labels, kind="stable")
        yield from (places[group] for group in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1))


def system(cells: pl.DataFrame, relations: pl.DataFrame) -> Cells:
    """The system of frames with columns cell, women, lowest, width, weight, is_protected, is_hidden,
    is_known, and relation_id, cell, coefficient; relations of cells that are not there leave these out.
    """
    cells = cells.sort("cell").with_row_index("place")
    entries = relations.join(cells.select("cell", "place"), on="cell")
    # in the order of their names, so that a solver is given the same problem every time
    rows = entries.select("relation_id").unique().sort("relation_id").with_row_index("row")
    entries = entries.join(rows, on="relation_id")
    matrix = csr_array(
        (entries["coefficient"].to_numpy().astype(float), (entries["row"], entries["place"])),
        shape=(len(rows), len(cells)),
    )
    return Cells(
        tuple(cells["cell"]),
        value=cells["women"].to_numpy().astype(float),
        lowest=cells["lowest"].to_numpy().astype(float),
        width=cells["width"].to_numpy().astype(float),
        weight=cells["weight"].fill_null(np.nan).to_numpy().astype(float),
        is_protected=cells["is_protected"].to_numpy(),
        is_hidden=cells["is_hidden"].to_numpy(),
        is_known=cells["is_known"].to_numpy(),
        relations=matrix,
    )
