"""Nothing personal leaves layer 1: real names and IDs are looked for in every byte of the rest of a home."""

from pathlib import Path

import duckdb
import pytest
from personal_traces import places, traces

from pipelines.contracts.catalog import code_lists
from pipelines.databases import attach

WANTED = 200


@pytest.fixture(scope="module")
def personal(demo: tuple[Path, str]) -> list[str]:
    """IDs and names of layer 1."""
    with duckdb.connect() as connection:
        attach(connection, demo[0] / "private" / "identified.duckdb", "l1")
        connection.execute("use l1")
        query = "select distinct {0} from identified.ledger_persons where {0} is not null order by hash({0})"
        ids = [text for (text,) in connection.execute(query.format("citizen_id")).fetchall()]
        names = [text for (text,) in connection.execute(query.format("name")).fetchall()]
        places = connection.execute(
            "select division_name from identified.divisions union all select unit_name from identified.units"
        ).fetchall()
    # a name of two or three characters may be part of an institution's or a label's own text, where it names
    # no person: such names prove nothing, so the longest of the others are taken
    labels = [row["label_zh"] for rows in code_lists().values() for row in rows]
    public = "\n".join([*(name for (name,) in places if name), *labels])
    telling = sorted((name for name in names if len(name) > 2 and name not in public), key=len, reverse=True)
    assert min(len(ids), len(telling)) >= WANTED
    return ids[:WANTED] + telling[:WANTED]


def test_no_name_and_no_id_stands_outside_layers_0_and_1(demo: tuple[Path, str], personal: list[str]) -> None:
    found = list(places(demo[0]))
    assert {"published", "private", "dagster"} <= {Path(name).parts[0] for name, _ in found}
    assert traces(found, personal) == set()


def test_the_search_finds_what_layer_1_holds(demo: tuple[Path, str], personal: list[str]) -> None:
    with duckdb.connect() as connection:
        attach(connection, demo[0] / "private" / "identified.duckdb", "l1")
        rows = connection.execute("select citizen_id, name from l1.identified.ledger_persons").fetchall()
    found = "\n".join(text for row in rows for text in row if text).encode()
    assert all(text.encode() in found for text in personal)


def test_the_command_says_no_name_and_no_id(demo: tuple[Path, str], personal: list[str]) -> None:
    assert not [number for number, text in enumerate(personal) if text in demo[1]]
