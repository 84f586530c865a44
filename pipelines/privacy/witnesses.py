"""Witnesses: other districts, in whole persons, of which exactly the same would be published.

A witness is a row of whole steps, one for each cell that is another there: they leave every relation true,
and no cell below what it is known to be at least. A protected cell that it makes larger by its width may have
either value, for all that is published. To find a witness takes an optimiser, to check it sums alone.
"""

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from pipelines.privacy.cells import Cells, Flags, Places

COLUMNS = {"witness": pl.Int64, "cell": pl.String, "step": pl.Int64}


def none_of(cells: Cells) -> csr_array:
    """No witness at all."""
    return csr_array((0, len(cells.names)), dtype=np.int64)


def steps_of(cells: Cells, witnesses: pl.DataFrame) -> csr_array:
    """A row for each `witness` of a frame with columns witness, cell, step; unknown cells are left out."""
    places = pl.DataFrame({"cell": cells.names}, schema={"cell": pl.String}).with_row_index("place")
    entries = witnesses.join(places, on="cell").with_columns(row=pl.col("witness").rank("dense") - 1)
    shape = (entries["row"].n_unique(), len(cells.names))
    return csr_array(
        (entries["step"].to_numpy(), (entries["row"].to_numpy(), entries["place"].to_numpy())), shape=shape
    )


def as_frame(cells: Cells, steps: csr_array) -> pl.DataFrame:
    """The rows as a frame with columns witness, cell, step."""
    entries = steps.tocoo()
    names = np.asarray(cells.names, dtype=object)[entries.col]
    return pl.DataFrame({"witness": entries.row, "cell": names, "step": entries.data}, schema=COLUMNS)


def holding(cells: Cells, steps: csr_array, may_change: Flags) -> csr_array:
    """The rows that are witnesses of these cells, and change none but those that may be others."""
    entries = steps.tocoo()
    place = entries.col
    is_out = ~may_change[place] | (cells.value[place] + entries.data < cells.lowest[place])
    fails = np.zeros(steps.shape[0], dtype=bool)
    fails[entries.row[is_out]] = True
    sums = csr_array(steps @ cells.relations.astype(np.int64).T)
    sums.eliminate_zeros()
    return csr_array(steps[~fails & (np.diff(sums.indptr) == 0)])


def raised(cells: Cells, steps: csr_array) -> tuple[Places, Places]:
    """Row and place wherever a row makes a protected cell larger by its width at least, row by row."""
    entries = steps.tocoo()
    is_wide = cells.is_protected[entries.col] & (entries.data >= cells.width[entries.col])
    return entries.row[is_wide], entries.col[is_wide]
