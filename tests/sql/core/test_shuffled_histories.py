"""Deliveries landed in any order, over any nights, count as if landed in the order they were sent in."""

from collections.abc import Sequence
from functools import cache

from builders import built_warehouse
from hypothesis import given, settings
from hypothesis import strategies as st
from nights import AS_OF, DIVISIONS, EAST, WEST, file

# what each delivery holds, in the order in which the offices sent them: corrections of corrections
SENT = (
    DIVISIONS,
    [file("early", EAST), file("moved", EAST), file("mistaken", EAST)],
    [file("west", WEST)],
    [file("early", EAST), file("moved", EAST)],
    [file("west", WEST), file("moved", WEST, management_class="3")],
    [file("early", EAST, management_class="2")],
)
ASKED = {
    "core.class_counts": "select * from core.class_counts where women > 0 order by all",
    "core.counted_files": "select * exclude (delivery_no) from core.counted_files order by all",
}


def counted(numbers: Sequence[int]) -> dict[str, list[tuple[object, ...]]]:
    """What is counted where each delivery got the number given as it was landed."""
    tables = ["divisions", *["ledger_persons"] * (len(SENT) - 1)]
    rows: dict[str, list[dict[str, object]]] = {"divisions": [], "ledger_persons": []}
    for table, number, sent in zip(tables, numbers, SENT, strict=True):
        rows[table] += [{**row, "delivery_no": number} for row in sent]
    rows["deliveries"] = [
        {"delivery_no": number, "modified_ns": place} for place, number in enumerate(numbers)
    ]
    with built_warehouse(rows, AS_OF, set(ASKED)) as connection:
        return {table: connection.sql(query).fetchall() for table, query in ASKED.items()}


@cache
def in_order() -> dict[str, list[tuple[object, ...]]]:
    return counted(range(1, len(SENT) + 1))


def test_the_last_correction_of_each_body_counts() -> None:
    assert {(row[1], row[3], row[4]) for row in in_order()["core.counted_files"]} == {
        ("early", EAST, "co_managed"),
        ("west", WEST, "main"),
        ("moved", WEST, "floating"),
    }


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.permutations(range(1, len(SENT) + 1)))
def test_a_history_landed_in_any_order_counts_the_same(numbers: Sequence[int]) -> None:
    assert counted(numbers) == in_order()
