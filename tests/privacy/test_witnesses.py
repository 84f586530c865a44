"""Witnesses kept from night to night: taken where they hold, not believed, at no small count's price."""

from collections.abc import Collection, Iterator
from dataclasses import replace

import duckdb
import numpy as np
import polars as pl
import pytest
from attacker import Cell, Published, Relation, interval, of_night, put_together
from invented import SMALLEST, Counts, as_system, changed, made, weight
from scipy.sparse import csr_array

from pipelines.privacy.cells import Cells
from pipelines.privacy.intervals import narrow_cells
from pipelines.privacy.suppression import withheld
from pipelines.privacy.witnesses import as_frame, holding, none_of, steps_of
from pipelines.warehouse.published_cells import SYSTEMS, keep_published_cells, open_published_cells
from pipelines.warehouse.small_cells import choose_withheld, find_open

NIGHTS = 4


def layer_two() -> duckdb.DuckDBPyConnection:
    """A layer 2 of counts alone."""
    connection = duckdb.connect()
    connection.execute("create schema core; create schema protection; create schema history")
    open_published_cells(connection)
    return connection


def run_night(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    counts: Counts,
    relations: list[Relation],
    *,
    dear: Collection[Cell] = (),
    stays_hidden: bool = True,
) -> None:
    """Choose what to withhold of these counts, and look at what is about to be published.

    Counts of the district, or of the place "", are of no body; those of a column "untold" nobody is told.
    """
    names = ["|".join(cell) for cell in counts]
    cells = pl.DataFrame(  # noqa: F841 - read by DuckDB
        {
            "cell": names,
            "body_code": [None if place in ("", "district") else place for place, _ in counts],
            "counted_on": "2006-06-30",
            "women": list(counts.values()),
            "weight": [1e6 if cell in dear else weight(cell, value) for cell, value in counts.items()],
        },
        schema_overrides={"body_code": pl.String, "weight": pl.Float64},
    )
    entries = pl.DataFrame(  # noqa: F841 - read by DuckDB
        [
            (str(relation_id), "|".join(cell), coefficient)
            for relation_id, relation in enumerate(relations)
            for cell, coefficient in relation.items()
        ],
        schema=["relation_id", "cell", "coefficient"],
        orient="row",
    )
    connection.execute(f"create or replace table core.night as select 'night {number}' as night")
    for name in SYSTEMS:
        connection.execute(
            f"create or replace table protection.{name}_cells as select *, 0 as lowest, {SMALLEST} as width, "
            f"{stays_hidden} as stays_hidden, women between 1 and {SMALLEST - 1} as is_protected, "
            "ends_with(cell, 'untold') as is_untold from cells"
        )
        connection.execute(f"create or replace table protection.{name}_relations as select * from entries")
        choose_withheld(connection, name)
        connection.execute(
            f"create or replace table protection.published_{name} as select cell, case when cell not in "
            f"(select cell from protection.withheld_{name}) then women end as women "
            "from cells where not ends_with(cell, 'untold')"
        )
        find_open(connection, name)


def published(connection: duckdb.DuckDBPyConnection) -> Published:
    told = connection.execute("select cell, women from protection.published_women").fetchall()
    return {tuple(cell.split("|")): women for cell, women in told}


def narrow(counts: Counts, told: Published, relations: list[Relation]) -> Iterator[Cell]:
    """The small counts that are told, or that the attacker of its own pins down."""
    for cell, women in counts.items():
        if 0 < women < SMALLEST:
            low, high = (women, women) if told[cell] is not None else interval(cell, told, relations, {})
            if high - low < SMALLEST:
                yield cell


def narrow_of_two(
    counts: tuple[Counts, Counts], told: tuple[Published, Published], relations: list[Relation]
) -> Iterator[Cell]:
    """The small counts of two nights that the attacker pins down by both, knowing which places changed."""
    moved = {cell[0] for cell, women in counts[0].items() if counts[1][cell] != women}
    changed = {cell for cell in counts[0] if cell[0] in moved}
    both, joined = put_together(told, [relations, relations], changed)
    for number, night in enumerate(counts):
        names = {of_night(cell, number, changed): women for cell, women in night.items()}
        yield from narrow(names, both, joined)


def forbid_solvers(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("suppression", "intervals"):
        monkeypatch.delattr(f"pipelines.privacy.{module}.linprog")


@pytest.mark.parametrize("seed", range(4))
def test_night_after_night_no_small_count_is_pinned_down(seed: int) -> None:
    draw = np.random.default_rng(seed)
    counts, relations = made(seed)
    before: tuple[Counts, Published] | None = None
    with layer_two() as connection:
        for number in range(NIGHTS):
            run_night(connection, number, counts, relations)
            assert not connection.execute("from protection.open_women").fetchall()
            told = published(connection)
            assert not list(narrow(counts, told, relations))
            if before:
                assert not list(narrow_of_two((before[0], counts), (before[1], told), relations))
            keep_published_cells(connection)
            before = counts, told
            counts = changed(counts, draw)


@pytest.mark.parametrize("seed", range(3))
def test_a_night_on_which_nothing_changed_withholds_the_same_and_asks_no_solver(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts, relations = made(seed)
    with layer_two() as connection:
        run_night(connection, 1, counts, relations)
        first = published(connection)
        keep_published_cells(connection)
        forbid_solvers(monkeypatch)
        run_night(connection, 2, counts, relations)
        assert published(connection) == first


@pytest.mark.parametrize("seed", range(3))
def test_the_same_night_once_more_chooses_as_if_it_had_not_been_kept(seed: int) -> None:
    counts, relations = made(seed)
    with layer_two() as connection:
        run_night(connection, 1, counts, relations)
        first = published(connection)
        keep_published_cells(connection)
        run_night(connection, 1, counts, relations)
        assert published(connection) == first


def test_what_is_told_to_nobody_and_of_no_body_may_have_become_another() -> None:
    """Like rows held back of two contracts and those no longer in force, of which a third table tells."""
    parts = {"one": ("a", "b"), "other": ("c", "d", "e"), "third": ("b", "e", "untold")}
    relations = [
        {("", whole): -1} | dict.fromkeys((("", part) for part in of), 1) for whole, of in parts.items()
    ]
    with layer_two() as connection:
        for number, (b, e) in enumerate([(21, 26), (28, 34)]):
            told = {"a": 1, "b": b, "c": 1, "d": 1, "e": e, "untold": 9}
            counts = {("", name): count for name, count in told.items()}
            wholes = {("", whole): sum(told[part] for part in of) for whole, of in parts.items()}
            run_night(connection, number, counts | wholes, relations, dear=wholes, stays_hidden=False)
            assert not connection.execute("from protection.open_women").fetchall()
            keep_published_cells(connection)


def chosen(seed: int) -> tuple[Cells, csr_array]:
    """A district as it is published, and the witnesses by which that was chosen."""
    counts, relations = made(seed)
    cells = as_system(counts, relations, {})
    choice = withheld(cells, none_of(cells))
    names = (tuple(name.split("|")) for name in cells.names)
    return as_system(counts, relations, dict(zip(names, choice.hidden, strict=True))), choice.witnesses


@pytest.mark.parametrize("seed", range(3))
def test_the_check_needs_no_solver_where_witnesses_hold(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cells, witnesses = chosen(seed)
    forbid_solvers(monkeypatch)
    assert not narrow_cells(cells, steps_of(cells, as_frame(cells, witnesses)))


@pytest.mark.parametrize("seed", range(2))
def test_a_witness_holds_no_longer_once_a_cell_it_changes_is_told(seed: int) -> None:
    cells, witnesses = chosen(seed)
    for place in np.flatnonzero(cells.is_hidden & ~cells.is_protected):
        told = replace(cells, is_hidden=cells.is_hidden & (np.arange(len(cells.names)) != place))
        assert narrow_cells(told, witnesses) == narrow_cells(told)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_no_witness_is_not_believed(seed: int) -> None:
    cells, witnesses = chosen(seed)
    alone = replace(cells, is_hidden=cells.is_protected)
    small = np.flatnonzero(cells.is_protected)
    larger = csr_array(
        (np.full(len(small), SMALLEST), (np.arange(len(small)), small)), shape=(len(small), len(cells.names))
    )
    assert narrow_cells(alone)
    for forged in (larger, witnesses, witnesses * 1000):
        assert narrow_cells(alone, forged) == narrow_cells(alone)
    # their sums are right, but no place has fewer women than none
    assert (holding(cells, witnesses * 1000, cells.is_hidden).data > 0).all()
