"""Which counts to withhold so that no small one can be worked out, at the least cost HiGHS finds.

For every protected cell there is in the end a witness, so that the interval in which an attacker must leave
it is no narrower than its width, whatever else is hidden beside. Those that are known beforehand are taken
first where they hold: from one night to the next most of a district stays as it was, and so do its witnesses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from pipelines.privacy.cells import Cells, Flags, Places
from pipelines.privacy.witnesses import holding, raised

NEARBY = 250  # cells around a protected one that are looked at first; then four times as many, and so on
DEAREST = 1e5  # what the totals of the district cost
WHOLE = 1e-6
MOST_NODES = 500  # of a search for whole steps; a limit in seconds would choose by how busy the machine is
Change = tuple[Places, Places]  # places, and the step of each


@dataclass(frozen=True)
class Choice:
    """The cells to hide, hidden ones among them, the protected ones without a witness, and the witnesses.

    A row of `witnesses` holds the step of every cell.
    """

    hidden: Flags
    is_open: Flags
    witnesses: csr_array


def withheld(cells: Cells, kept: csr_array) -> Choice:
    """What to hide, given what may be witnesses: rows of `kept` that are none are left out."""
    hidden = cells.is_hidden | cells.is_protected
    known = _known(cells, kept, hidden)
    is_open = np.zeros(len(cells.names), dtype=bool)
    has_witness = ~cells.is_protected | cells.is_alone
    changes: list[Change] = []
    # from the largest down: the witness of a large cell often is one for small ones as well
    for place in sorted(np.flatnonzero(cells.is_protected).tolist(), key=lambda place: -cells.value[place]):
        if has_witness[place]:
            continue
        change = known.get(place) or _cheapest_witness(cells, hidden, place)
        if change is None:
            is_open[place] = True
            continue
        places, steps = change
        hidden[places] = True
        has_witness[places[steps >= cells.width[places]]] = True
        changes.append(change)
    return Choice(hidden, is_open, _rows(changes, len(cells.names)))


def _known(cells: Cells, kept: csr_array, hidden: Flags) -> Mapping[int, Change]:
    """For each protected cell that a kept row is a witness of the one that hides the least besides."""
    found = holding(cells, kept, (cells.may_hide | hidden) & ~cells.is_known)
    cost = abs(found) @ np.where(hidden, 0.0, np.nan_to_num(cells.weight))
    found = csr_array(found[np.argsort(cost, kind="stable")])
    rows, places = raised(cells, found)
    _, firsts = np.unique(places, return_index=True)
    ends = found.indptr
    return {
        int(places[first]): (
            found.indices[ends[rows[first]] : ends[rows[first] + 1]],
            found.data[ends[rows[first]] : ends[rows[first] + 1]],
        )
        for first in firsts
    }


def _rows(changes: list[Change], width: int) -> csr_array:
    """The changes as rows of whole steps."""
    if not changes:
        return csr_array((0, width), dtype=np.int64)
    places, steps = (np.concatenate(parts) for parts in zip(*changes, strict=True))
    ends = np.cumsum([0, *(len(places) for places, _ in changes)])
    return csr_array((steps, places, ends), shape=(len(changes), width))


def _cheapest_witness(cells: Cells, hidden: Flags, place: int) -> Change | None:
    """Whole steps of what is hidden or may be: of totals if nothing else will do, last of what is known."""
    usable = cells.may_hide | hidden
    unknown = usable & ~cells.is_known
    for within in (unknown & (hidden | (cells.weight < DEAREST)), unknown, usable):
        change = _within(cells, hidden, within, place)
        if change is not None:
            return change
    return None


def _within(cells: Cells, hidden: Flags, usable: Flags, place: int) -> Change | None:
    nearby = NEARBY
    while True:
        places = _around(cells, usable, place, nearby)
        steps = _witness(cells.at(places), hidden[places], int(np.searchsorted(places, place)))
        if steps is not None:
            is_changed = steps != 0
            return places[is_changed], steps[is_changed]
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


def _witness(cells: Cells, hidden: Flags, place: int) -> Places | None:
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
    steps = found.x[:many] - found.x[many:]
    if np.abs(steps - np.round(steps)).max() > WHOLE:
        whole = milp(
            costs,
            constraints=LinearConstraint(both_ways, zeros, zeros),
            bounds=Bounds(lowest, highest),
            integrality=np.ones(2 * many),
            options={"node_limit": MOST_NODES},
        )
        if whole.x is None:
            return None
        steps = whole.x[:many] - whole.x[many:]
    return np.asarray(np.round(steps), dtype=np.int64)
