"""One SQL file, one table: its path is its address, its text its dependencies."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from builders import all_models, built_warehouse

from pipelines.rules.files import HERE
from pipelines.rules.schemes import read_schemes
from pipelines.rules.settings import read_settings
from pipelines.validation.rules import declared_rules
from pipelines.warehouse.build import RowsLostError, build, check_conservation
from pipelines.warehouse.connection import load_rules
from pipelines.warehouse.models import header, models, tables_read
from pipelines.warehouse.sql_files import ROOT, indicator_ids

AS_OF = date(2006, 8, 1)
MADE_UP = """-- Bodies that keep a notice board, of all bodies.
-- Grain: one body in one half-year. Key: half_year, body_code.
with bodies as (
    select * from core.body_half_years
)

select half_year, body_code, 1 as numerator, 2 as denominator
from bodies
"""


def test_the_path_is_the_address() -> None:
    paths = {f"{path.parent.name}.{path.stem}" for path in ROOT.glob("*/*.sql")}
    generated = {f"checks.{check_id}" for check_id in declared_rules()}
    written = {name for name, model in all_models().items() if model.sql and model.layer != "staging"}
    assert written - generated == paths


def test_every_model_comes_after_those_it_reads() -> None:
    names = list(all_models())
    for number, model in enumerate(all_models().values()):
        assert not model.depends_on & set(names[number + 1 :])


def test_every_model_says_what_it_is() -> None:
    assert not [name for name, model in all_models().items() if len(model.description) < 20]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select * from core.files", {"core.files"}),
        ("with f as (select * from core.files) select * from f", {"core.files"}),
        (
            "select (select max(a) from rules.run) from core.a inner join core.b using (k)",
            {"rules.run", "core.a", "core.b"},
        ),
        ("select 1", set()),
    ],
)
def test_dependencies_are_read_out_of_the_text(sql: str, expected: set[str]) -> None:
    assert tables_read(sql) == expected


def test_the_header_is_the_description_without_its_grain() -> None:
    assert header(MADE_UP) == "Bodies that keep a notice board, of all bodies."


def test_a_34th_indicator_takes_one_sql_file_and_one_scheme_line(tmp_path: Path) -> None:
    root, schemes = tmp_path / "sql", tmp_path / "schemes"
    shutil.copytree(ROOT, root)
    shutil.copytree(HERE / "schemes", schemes)
    (root / "indicators" / "notice_board_rate.sql").write_text(MADE_UP, "utf-8")
    (scheme,) = schemes.iterdir()
    text = scheme.read_text("utf-8").replace(",higher,4,0,100,80", ",higher,3,0,100,80", 1)
    scheme.write_text(f"{text.rstrip()}\nnotice_board_rate,公示栏率,other,higher,1,0,100,0\n", "utf-8")
    divisions = [
        {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
         "area_type": area, "scheme_type": scheme_type, "valid_from": "1999-01-01"}
        for code, level, parent, area, scheme_type in (
            ("411602", "district", None, None, None),
            ("411602091", "street", "411602", None, "urban"),
            ("411602091001", "community", "411602091", "1", None),
        )
    ]  # fmt: skip
    building = {"community_code": "411602091001", "as_of_date": "2006-06-30", "building_code": "1"}
    rows = {"divisions": divisions, "ledger_buildings": [building]}
    connection = built_warehouse(rows, AS_OF, ["landing.deliveries"])
    load_rules(connection, AS_OF, read_settings(HERE), read_schemes(schemes, indicator_ids(root)))
    for model in models(root).values():
        build(connection, model)
    found = connection.execute(
        "select distinct value_pct, points_won, points from marts.indicator_values "
        "where indicator_id = 'notice_board_rate' and half_year = '2006H1' and body_code = '411602091001'"
    ).fetchall()
    assert found == [(50.0, 0.5, 1.0)]


def test_a_lost_row_stops_the_night() -> None:
    sheet = {"delivery_no": 1, "sheet_no": 7, "table_name": "slips", "rows_seen": 3}
    connection = built_warehouse({"sheets": [sheet]}, AS_OF, ["landing.sheet_rows"])
    with pytest.raises(RowsLostError, match="delivery 1 sheet 7"):
        check_conservation(connection)
