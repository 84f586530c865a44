"""A frozen half-year keeps its figures; what would be another figure now is a restatement with its cause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from builders import built_warehouse

from pipelines.home import Home
from pipelines.publication.freeze import FreezeRefusedError, check_state, freeze, frozen_manifest
from pipelines.publication.record import NightRecord
from pipelines.rules.files import install_rules
from pipelines.warehouse.fingerprint import program_sha256
from pipelines.warehouse.frozen import FROZEN_TABLES, manifest_files

END, AS_OF = date(2006, 6, 30), date(2006, 7, 20)
STREET, C1, C2, V1 = "411602091", "411602091001", "411602091002", "411602091201"
MARTS = {*(f"marts.{table}" for table in FROZEN_TABLES), "marts.restatements", "marts.frozen_half_years"}
Row = dict[str, object]
Published = dict[str, list[tuple[object, ...]]]


def division(code: str, level: str, parent: str, area: str | None = None) -> Row:
    return {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
            "area_type": area, "valid_from": date(2003, 9, 1)}  # fmt: skip


def population(code: str, urban: int, rural: int, delivery: int = 1) -> Row:
    return {"division_code": code, "as_of_date": END, "urban_population": urban, "rural_population": rural,
            "delivery_no": delivery}  # fmt: skip


def post(number: str, courtyard: str, delivery: int = 1) -> Row:
    return {"post_id": number, "network_level": "3", "division_code": C1, "courtyard_code": courtyard,
            "started_on": date(2004, 1, 1), "delivery_no": delivery}  # fmt: skip


GROUND: dict[str, list[Row]] = {
    "divisions": [
        division("411602", "district", "4116"),
        division(STREET, "street", "411602"),
        *(division(code, "community", STREET, "1") for code in (C1, C2)),
        division(V1, "village", STREET, "2"),
    ],
    "ledger_buildings": [
        {"community_code": code, "as_of_date": END, "building_code": "1"} for code in (C1, C2, V1)
    ],
    "building_inventory": [
        {"community_code": C1, "courtyard_code": code, "building_code": code, "valid_from": date(2003, 9, 1),
         "household_expected": 1}
        for code in "12"
    ],
    "populations": [population(C1, 100, 0), population(C2, 100, 0), population(V1, 0, 100)],
    "network_posts": [post("1", "1")],
}  # fmt: skip


def district(**later: list[Row]) -> dict[str, list[Row]]:
    return {table: [*rows, *later.get(table, [])] for table, rows in GROUND.items()}


def published(connection: duckdb.DuckDBPyConnection) -> Published:
    return {
        table: connection.execute(f"select * from marts.{table} order by all").fetchall()
        for table in FROZEN_TABLES
    }


def record(as_of: date = AS_OF) -> NightRecord:
    return NightRecord(str(as_of), "", "published", "1", (), "2006-07-20T02:00:00")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with its rules, nothing landed."""
    home = Home(tmp_path_factory.mktemp("frozen") / "home")
    home.prepare()
    install_rules(home.settings)
    return home


@pytest.fixture(scope="module")
def given(home: Home) -> Iterator[Published]:
    """What was published of 2006H1 when it was frozen."""
    connection = built_warehouse(district(), AS_OF, MARTS)
    freeze(connection, home, "2006H1", record())
    yield published(connection)
    connection.close()


def later(home: Home, as_of: date = AS_OF, **rows: list[Row]) -> duckdb.DuckDBPyConnection:
    return built_warehouse(district(**rows), as_of, MARTS, frozen=home.frozen)


def restated(connection: duckdb.DuckDBPyConnection, table: str, figure: str) -> list[tuple[object, ...]]:
    return connection.execute(
        "select body_code, frozen_value, current_value, cause, cause_deliveries from marts.restatements "
        "where figure_table = ? and figure = ? order by all",
        [table, figure],
    ).fetchall()


def test_without_later_data_nothing_is_restated(home: Home, given: Published) -> None:
    connection = later(home)
    assert published(connection) == given
    assert connection.execute("select * from marts.restatements").fetchall() == []


def test_a_late_record_changes_no_frozen_figure(home: Home, given: Published) -> None:
    connection = later(home, network_posts=[post("2", "2", delivery=2)])
    assert published(connection) == given
    assert restated(connection, "indicator_values", "numerator") == [
        (STREET, "1", "2", "records", "2"),
        (C1, "1", "2", "records", "2"),
    ]
    assert {row[3:] for row in restated(connection, "scores", "score")} == {("records", "2")}


def test_no_restatement_tells_more_than_its_mart(home: Home, given: Published) -> None:
    connection = later(home, network_posts=[post("2", "2", delivery=2)])
    hidden = connection.execute(
        "select distinct figure_table || '.' || figure from marts.restatements except "
        "select table_name || '.' || column_name from duckdb_columns() where schema_name = 'marts'"
    ).fetchall()
    assert hidden == []
    assert restated(connection, "lost_points", "points_lost")


def test_a_late_population_restates_the_blend_alone(home: Home, given: Published) -> None:
    connection = later(home, populations=[population(V1, 0, 200, delivery=2)])
    assert published(connection) == given
    assert (STREET, "0.333333333", "0.5", "populations", "2") in restated(connection, "score_parts", "share")
    assert restated(connection, "indicator_values", "numerator") == []


def test_a_body_that_came_later_has_no_frozen_figure(home: Home, given: Published) -> None:
    new = division("411602091003", "community", STREET, "1") | {"delivery_no": 2}
    connection = later(home, divisions=[new])
    assert published(connection) == given
    assert ("411602091003", None, "community", "divisions", "2") in restated(
        connection, "scores", "body_level"
    )


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        (("another", AS_OF), "program"),
        ((program_sha256(), date(2006, 7, 21)), "date"),
        (("another", date(2006, 7, 21)), "date, program"),
    ],
)
def test_what_nothing_explains_is_the_programs_or_the_dates(
    home: Home, given: Published, monkeypatch: pytest.MonkeyPatch, changed: tuple[str, date], cause: str
) -> None:
    program, as_of = changed
    monkeypatch.setattr("pipelines.warehouse.connection.program_sha256", lambda: program)
    connection = later(home, as_of, network_posts=[post("2", "2")])
    assert published(connection) == given
    assert {row[3] for row in restated(connection, "indicator_values", "numerator")} == {cause}


def test_the_next_half_year_is_unaffected(home: Home, given: Published) -> None:
    next_end = date(2006, 12, 31)
    rows = district(ledger_buildings=[{"community_code": C1, "as_of_date": next_end, "building_code": "1"}])
    beside, alone = (
        built_warehouse(rows, date(2007, 1, 20), MARTS, frozen=frozen) for frozen in (home.frozen, None)
    )
    first, second = (
        {table: [row for row in found if row[0] == "2006H2"] for table, found in published(built).items()}
        for built in (beside, alone)
    )
    assert first == second
    assert first["scores"]


def test_a_held_back_night_is_refused(tmp_path: Path) -> None:
    held_back = replace(record(), outcome="held_back", held_back_by=("division_gap_overlap",))
    with pytest.raises(FreezeRefusedError, match="held back by division_gap_overlap"):
        check_state(Home(tmp_path), "2006H1", held_back)


def test_a_folder_half_written_is_no_frozen_half_year(tmp_path: Path) -> None:
    for name in (".2006H1.part", "2005H2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    assert [path.parent.name for path in manifest_files(tmp_path)] == ["2005H2"]


def test_a_frozen_folder_is_closed_to_others(home: Home, given: Published) -> None:
    folder = home.frozen / "2006H1"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.glob("*.*")} == {0o400}
    manifest = frozen_manifest(home, "2006H1")
    assert manifest and [given.sha256 for given in manifest.inputs] == [f"{1:064}"]


@pytest.mark.parametrize(
    ("half_year", "as_of", "said"),
    [
        ("2005H2", AS_OF, "there are: 2006H1"),
        ("2006H1", date(2006, 7, 10), "from 2006-07-16 on"),
    ],
)
def test_what_cannot_be_frozen_says_why(tmp_path: Path, half_year: str, as_of: date, said: str) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    connection = built_warehouse(district(), as_of, {"core.half_years"})
    with pytest.raises(FreezeRefusedError, match=said):
        freeze(connection, home, half_year, record(as_of))
    assert list(home.frozen.iterdir()) == []
