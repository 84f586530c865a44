"""Random districts of women: what layer 2 counts and publishes of them on two nights, one ledger apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

import duckdb
import numpy as np
from attacker import Cell, Published, Relation
from builders import built_warehouse, lay_rows, needed

from pipelines.warehouse.build import build
from pipelines.warehouse.published_cells import STORES, keep_published_cells

DISTRICT = "411602"
ENDS, AS_OF = (date(2006, 3, 31), date(2006, 6, 30)), date(2006, 7, 20)
COUNTED = ("protection.open_women", "protection.women_relations")
KINDS = tuple(product("123", (1984, 1979, 1960), "12", "12"))
Row = dict[str, object]


@dataclass(frozen=True)
class Night:
    """Counts as they are and as they are published, and their relations.

    `places` says whose each count is, `beside` of which table and date, `of_tables` which are published.
    """

    counts: dict[Cell, int]
    places: dict[Cell, str]
    beside: dict[Cell, tuple[str, str]]
    published: Published
    relations: list[Relation]
    of_tables: set[Cell]


def empty_layer_two() -> duckdb.DuckDBPyConnection:
    """A layer 2 of nobody, to be filled with one district after another."""
    return built_warehouse({}, AS_OF, {*COUNTED, "protection.open_findings"})


def two_nights(connection: duckdb.DuckDBPyConnection, seed: int) -> Iterator[tuple[Night, set[str]]]:
    """A new district's nights, each with the places in whose counts the ledger sent between them is."""
    draw = np.random.default_rng(seed)
    streets = [f"{DISTRICT}09{number}" for number in range(1, draw.integers(2, 5))]
    homes = {
        f"{street}00{number}": (street, str(draw.choice(["1", "2"])))
        for street in streets
        for number in range(1, draw.integers(2, 5))
    }
    ledgers = {body: ledgers_of(body, draw) for body in homes}
    changed = str(draw.choice(sorted(homes)))
    for table in STORES:
        connection.execute(f"delete from {table}")
    for delivery_no in (1, 2):
        persons = [row | {"delivery_no": delivery_no} for ledger in ledgers.values() for row in ledger]
        lay_rows(connection, {"divisions": divisions_of(homes), "ledger_persons": persons})
        for model in needed(COUNTED):
            build(connection, model)
        yield night_of(connection), {changed, homes[changed][0], DISTRICT, "ALL"}
        keep_published_cells(connection)
        ledgers[changed] = corrected(ledgers[changed], ledgers_of(changed, draw), draw)


def ledgers_of(body: str, draw: np.random.Generator) -> list[Row]:
    """Two ledgers of a community: of some kinds of women many, of most few or none; some come, some go."""
    stays = [kind for kind in KINDS for _ in range(draw.choice([0, 0, 0, 1, 2, 7, 20]))]
    comes = [kind for kind in KINDS for _ in range(draw.choice([0] * 9 + [1, 2, 6]))]
    goes = int(draw.integers(0, 7))
    women = list(enumerate([*stays, *comes]))
    return [
        {"community_code": body, "as_of_date": end, "citizen_id": f"{body}-{number}", "sex": "2",
         "birth_date": date(born, 1, 1), "marital_status": "21", "household_page_no": "1",
         "file_opened_on": date(2000, 1, 1), "management_class": management_class, "hukou_type": hukou,
         "employment_status": employment}
        for end, ledger in zip(ENDS, (women[: len(stays)], women[goes:]), strict=True)
        for number, (management_class, born, hukou, employment) in ledger
    ]  # fmt: skip


def corrected(ledgers: list[Row], others: list[Row], draw: np.random.Generator) -> list[Row]:
    """Both ledgers of a community anew, or one of them with another woman or two."""
    end = draw.choice([None, *ENDS])
    if end is None:
        return others
    sent_again = [row for row in ledgers if row["as_of_date"] == end]
    for _ in range(draw.integers(1, 4)):
        if sent_again and draw.random() < 0.5:
            sent_again.pop(draw.integers(len(sent_again)))
        else:
            others_then = [row for row in others if row["as_of_date"] == end]
            sent_again += others_then[:1]
    return [row for row in ledgers if row["as_of_date"] != end] + sent_again


def divisions_of(homes: Mapping[str, tuple[str, str]]) -> list[Row]:
    """The directory of a district, the street and area of each community given."""
    found = [(DISTRICT, "district", None, None)]
    found += [
        (street, "street", DISTRICT, None) for street in sorted({street for street, _ in homes.values()})
    ]
    found += [(body, "community", street, area) for body, (street, area) in homes.items()]
    columns = ("division_code", "division_level", "parent_code", "area_type")
    return [
        dict(zip(columns, row, strict=True)) | {"division_name": row[0], "valid_from": date(1999, 1, 1)}
        for row in found
    ]


def night_of(connection: duckdb.DuckDBPyConnection) -> Night:
    """What layer 2 has counted, and what is about to be published of it."""
    rows = connection.execute(
        "select cells.cell, cells.body_code, cells.women, published.women, not cells.is_untold, "
        "split_part(cells.cell, '|', 1), cast(cells.counted_on as varchar) "
        "from protection.women_cells as cells left join protection.published_women as published using (cell)"
    ).fetchall()
    relations: dict[str, dict[Cell, int]] = {}
    for relation_id, cell, coefficient in connection.execute(
        "select relations.* from protection.women_relations as relations "
        "inner join protection.women_cells using (cell)"
    ).fetchall():
        relations.setdefault(relation_id, {})[(cell,)] = coefficient
    return Night(
        counts={(cell,): women for cell, _, women, *_ in rows},
        places={(cell,): place for cell, place, *_ in rows},
        beside={(cell,): (table, day) for cell, *_, table, day in rows},
        published={(cell,): women for cell, _, _, women, *_ in rows},
        relations=list(relations.values()),
        of_tables={(cell,) for cell, _, _, _, is_of_a_table, *_ in rows if is_of_a_table},
    )
