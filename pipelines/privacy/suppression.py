"""Which counts to withhold so that no small one can be worked out, at the least cost HiGHS finds.

For every protected cell there is in the end a witness: another district, in whole persons, in which this cell
is at least its width larger, and of which exactly the same would be published. So the interval in which an
attacker must leave the cell is no narrower, whatever else is hidden beside.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from pipelines.privacy.cells import Cells, Flags, Numbers, Places

NEARBY = 250  # cells around a protected one that are looked at first; then four times as many, and so on
WHOLE = 1e-6


def withheld(cells: Cells) -> tuple[Flags, Flags]:
    """The cells to hide, hidden ones among them, and the protected ones for which no witness was found."""
    hidden = cells.is_hidden | cells.is_protected
    is_open = np.zeros(len(cells.names), dtype=bool)
    has_witness = ~cells.is_protected | cells.is_alone
    # from the largest down: the witness of a large cell often is one for small ones as well
    for place in sorted(np.flatnonzero(cells.is_protected), key=lambda place: -cells.value[place]):
        if has_witness[place]:
            continue
        change = _cheapest_witness(cells, hidden, int(place))
        if change is None:
            is_open[place] = True
            continue
        places, steps = change
        hidden[places[np.abs(steps) > WHOLE]] = True
        has_witness[places[steps >= cells.width[places] - WHOLE]] = True
    return hidden, is_open


def _cheapest_witness(cells: Cells, hidden: Flags, place: int) -> tuple[Places, Numbers] | None:
    usable = cells.may_hide | hidden
    nearby = NEARBY
    while True:
        places = _around(cells, usable, place, nearby)
        steps = _witness(cells.at(places), hidden[places], int(np.searchsorted(places, place)))
        if steps is not None:
            return places, steps
        if len(places) < nearby:
            return None
        nearby *= 4


def _around(cells: Cells, usable: Flags, place: int, most: int) -> Places:
    """The usable cells nearest to one along the relations, in order; all of its component where fewer."""
    reached = np.zeros(len(usable), dtype=bool)
    reached[place] = True
    edge = np.array([place])
    while len(edge) and reached.sum() < most:
        rows = np.unique(cells.sparse_columns[edge].indices)
        found = np.unique(cells.relations[rows].indices)
        edge = found[usable[found] & ~reached[found]]
        reached[edge] = True
    return np.flatnonzero(reached)


def _witness(cells: Cells, hidden: Flags, place: int) -> Numbers | None:
    """Whole steps of all cells that leave every relation true and this cell larger by its width."""
    many = len(cells.names)
    price = np.where(hidden, 0.0, np.nan_to_num(cells.weight)) + 1e-4
    both_ways = csr_array(hstack([cells.relations, -cells.relations]))
    lowest, highest = np.zeros(2 * many), np.full(2 * many, np.inf)
    highest[many:] = cells.value - cells.lowest
    lowest[place] = highest[place] = cells.width[place]
    highest[many + place] = 0
    costs = np.concatenate([price, price])
    zeros = np.zeros(both_ways.shape[0])
    found = linprog(
        costs,
        A_eq=both_ways,
        b_eq=zeros,
        bounds=np.column_stack([lowest, highest]),
        method="highs-ds",
    )
    if found.status != 0:
        return None
    steps: Numbers = found.x[:many] - found.x[many:]
    if np.abs(steps - np.round(steps)).max() > WHOLE:
        whole = milp(
            costs,
            constraints=LinearConstraint(both_ways, zeros, zeros),
            bounds=Bounds(lowest, highest),
            integrality=np.ones(2 * many),
            options={"time_limit": 5},
        )
        if whole.x is None:
            return None
        steps = whole.x[:many] - whole.x[many:]
    return np.round(steps)
