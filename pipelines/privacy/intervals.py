"""What an attacker can work out of published counts: the interval linear programming leaves each cell."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from pipelines.privacy.cells import Cells, Flags, Places
from pipelines.privacy.witnesses import holding, raised

ROUNDING = 1e-6


def narrow_cells(cells: Cells, witnesses: csr_array | None = None) -> list[str]:
    """The protected cells that are shown, or whose interval, given all that is shown, is too narrow.

    Of hidden cells the attacker knows the lowest value, and the relations. `witnesses` are not believed but
    summed, in whole numbers: where one changes hidden cells alone and keeps every relation, a protected cell
    may have either value, and by linear programming are sought the intervals of those that none makes wide.
    """
    is_open = cells.is_protected & ~cells.is_hidden
    narrow = [cells.names[place] for place in np.flatnonzero(is_open)]
    # a hidden cell that stands in no relation may be any number
    asked = cells.is_protected & cells.is_hidden & ~cells.is_alone
    if witnesses is not None:
        _, wide = raised(cells, holding(cells, witnesses, cells.is_hidden))
        asked[wide] = False
    if asked.any():
        for places in cells.components(np.flatnonzero(cells.is_hidden & ~cells.is_alone)):
            narrow += _narrow(cells.at(places), np.flatnonzero(asked[places]))
    return sorted(narrow)


def _narrow(cells: Cells, left: Places) -> Iterator[str]:
    """Of the cells `left` in one component of hidden cells: by changes that leave every relation true."""
    while len(left):
        # any such change shows all cells at once that it makes larger by their width
        risen = _risen(cells, left)
        if not risen.any():
            break
        left = left[~risen]
    for place in left:
        reach = [_extreme(cells, int(place), side) for side in (1, -1)]
        if sum(reach) < cells.width[place] - ROUNDING:
            yield cells.names[place]


def _risen(cells: Cells, wanted: Places) -> Flags:
    many, asked = len(cells.names), len(wanted)
    picked = csr_array((np.ones(asked), (np.arange(asked), wanted)), shape=(asked, many))
    relations = csr_array(
        hstack([cells.relations, csr_array((cells.relations.shape[0], asked), dtype=float)])
    )
    found = linprog(
        np.concatenate([np.zeros(many), -np.ones(asked)]),
        A_ub=csr_array(hstack([-picked, eye_array(asked)])),
        b_ub=np.zeros(asked),
        A_eq=relations,
        b_eq=np.zeros(relations.shape[0]),
        bounds=np.column_stack(
            [
                np.concatenate([cells.lowest - cells.value, np.full(asked, -np.inf)]),
                np.concatenate([np.full(many, np.inf), cells.width[wanted]]),
            ]
        ),
        method="highs",
    )
    if found.status != 0:
        return np.zeros(asked, dtype=bool)
    return np.asarray(found.x[wanted] >= cells.width[wanted] - ROUNDING)


def _extreme(cells: Cells, place: int, side: int) -> float:
    """How far a cell can lie above (side 1) or below (-1) its value."""
    aim = np.zeros(len(cells.names))
    aim[place] = -side
    found = linprog(
        aim,
        A_eq=cells.relations,
        b_eq=np.zeros(cells.relations.shape[0]),
        bounds=np.column_stack([cells.lowest - cells.value, np.full(len(aim), np.inf)]),
        method="highs",
    )
    return float("inf") if found.status == 3 else float(-found.fun)
