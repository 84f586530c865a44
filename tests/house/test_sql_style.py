"""How the SQL files are written: their head, their length, their words, their address."""

import re

import duckdb
import pytest
from builders import all_models
from sqlglot import exp, parse_one

from pipelines.warehouse.connection import LAYERS
from pipelines.warehouse.models import header
from pipelines.warehouse.sql_files import ROOT

FILES = {f"{path.parent.name}.{path.stem}": path for path in sorted(ROOT.rglob("*.sql"))}
MODELS = list(FILES)
WITHOUT_GRAIN = ("indicators",)
LONGEST = 160
SENTENCE = re.compile(r"^[A-Z`][^.]*[A-Za-z0-9`)]\.( .*\.)?$")
GRAIN = re.compile(r"^-- Grain: [a-z][^.]*\.(?: |\n-- )Key: ([a-z_]+(?:, [a-z_]+)*)\.$", re.MULTILINE)
TEXTS = re.compile(r"'(?:[^']|'')*'")
PROSE = re.compile(r"--[^\n]*|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LOOSE = (
    exp.RegexpLike,
    exp.RegexpILike,
    exp.RegexpExtract,
    exp.RegexpExtractAll,
    exp.RegexpReplace,
    exp.RegexpSplit,
)


def text_of(name: str) -> str:
    return FILES[name].read_text("utf-8")


def layer_of(name: str) -> str:
    return FILES[name].parent.name


def code_of(name: str) -> str:
    """The file without comments, templates and the inside of its strings."""
    return TEXTS.sub("''", PROSE.sub("", text_of(name)))


def test_every_sql_file_lies_where_its_table_is_made(empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    made = empty_warehouse.execute(
        """
        select schema_name || '/' || table_name || '.sql' from duckdb_tables()
        where database_name = 'memory'
        """
    ).fetchall()
    assert {str(path.relative_to(ROOT)) for path in FILES.values()} <= {address for (address,) in made}
    assert {layer_of(name) for name in FILES} <= set(LAYERS)


@pytest.mark.parametrize("name", MODELS)
def test_a_file_begins_with_what_the_table_is(name: str) -> None:
    assert SENTENCE.match(header(text_of(name))), "begin with one sentence in a comment, ended by a point"


@pytest.mark.parametrize("name", MODELS)
def test_a_file_states_grain_and_key(name: str, empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    stated = GRAIN.findall(text_of(name))
    assert len(stated) == (layer_of(name) not in WITHOUT_GRAIN), "-- Grain: one ... Key: column, column."
    columns = {column for column, *_ in empty_warehouse.execute(f"describe {name}").fetchall()}
    assert {column for keys in stated for column in keys.split(", ")} <= columns


@pytest.mark.parametrize("name", MODELS)
def test_a_file_is_short(name: str) -> None:
    assert len(text_of(name).splitlines()) <= LONGEST


@pytest.mark.parametrize("name", MODELS)
def test_words_are_lower_case_and_lambdas_absent(name: str) -> None:
    assert not re.findall(r"\b\w*[A-Z]\w*", code_of(name))
    assert "->" not in code_of(name), "write a list comprehension: DuckDB gives up the arrow"


@pytest.mark.parametrize("name", [name for name, model in all_models().items() if model.sql])
def test_a_pattern_is_anchored(name: str) -> None:
    patterns = [
        node.expression.name for node in parse_one(all_models()[name].sql, read="duckdb").find_all(*LOOSE)
    ]
    loose = [pattern for pattern in patterns if not re.fullmatch(r"\^.*\$", pattern, re.DOTALL)]
    assert not loose, "write ^...$ and say with .* what else may stand there"


@pytest.mark.parametrize("name", [name for name in MODELS if layer_of(name) == "marts"])
def test_a_mart_names_every_column(name: str) -> None:
    query = parse_one(all_models()[name].sql, read="duckdb")
    assert isinstance(query, exp.Query)
    assert not query.is_star
