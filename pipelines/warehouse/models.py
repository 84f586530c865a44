"""The SQL models: one file a table, its address its path, its dependencies read out of its text."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from itertools import takewhile
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

from pipelines.privacy.reduction import staged_sheets, staging_sql
from pipelines.validation.rules import declared_rules
from pipelines.warehouse.computed import computed_tables
from pipelines.warehouse.descriptions import listed_meanings_zh, table_meanings
from pipelines.warehouse.sql_files import ROOT
from pipelines.warehouse.templates import environment

IN_CHINESE = "zh: "


@dataclass(frozen=True)
class Model:
    """One table of the warehouse, schema.table: `sql` selects its rows; without it a function makes it.

    `description` and `meaning_zh` say what it holds.
    """

    name: str
    sql: str
    description: str
    depends_on: frozenset[str]
    compute: Callable[[duckdb.DuckDBPyConnection], None] | None = None
    meaning_zh: str = ""

    @property
    def layer(self) -> str:
        """The schema, which is the folder."""
        return self.name.split(".")[0]

    @property
    def table(self) -> str:
        """The table's own name, which is the file's."""
        return self.name.split(".")[1]


@cache
def models(root: Path = ROOT) -> Mapping[str, Model]:
    """Every model of layer 2 by name, each after those it reads."""
    found = {**_staging_models(), **_sql_models(root), **_rule_models(), **_computed_models()}
    order = TopologicalSorter({name: model.depends_on & found.keys() for name, model in found.items()})
    return {name: found[name] for name in order.static_order()}


def behind(wanted: Collection[str], found: Mapping[str, Model]) -> list[Model]:
    """The wanted models and all they read, in the order in which they are built."""
    names = set(wanted)
    for model in reversed(list(found.values())):
        if model.name in names:
            names |= model.depends_on
    return [model for model in found.values() if model.name in names]


def beyond(changed: Collection[str], found: Mapping[str, Model]) -> list[Model]:
    """The changed models and all that read them, in the order in which they are built."""
    names = set(changed)
    for model in found.values():
        if model.depends_on & names:
            names.add(model.name)
    return [model for model in found.values() if model.name in names]


def mart_models() -> dict[str, Model]:
    """The models that are published."""
    return {name: model for name, model in models().items() if model.layer == "marts"}


def _sql_models(root: Path) -> dict[str, Model]:
    template = environment(root)
    texts = {
        f"{path.parent.name}.{path.stem}": template.from_string(path.read_text("utf-8")).render()
        for path in sorted(root.glob("*/*.sql"))
    }
    listed = listed_meanings_zh()
    return {
        name: Model(
            name, text, header(text), tables_read(text), meaning_zh=header_zh(text) or listed.get(name, "")
        )
        for name, text in texts.items()
    }


def _staging_models() -> Mapping[str, Model]:
    return {
        f"staging.{sheet.table}": Model(
            name=f"staging.{sheet.table}",
            sql=staging_sql(sheet),
            description=f"{sheet.description}: accepted rows; personal columns hashed, reduced or dropped.",
            meaning_zh=f"{sheet.name_zh}：接受的行；个人栏目已化名、归并或去除。",
            depends_on=tables_read(staging_sql(sheet)),
        )
        for sheet in staged_sheets()
    }


def _rule_models() -> dict[str, Model]:
    listed = listed_meanings_zh()
    return {
        f"checks.{rule.check_id}": Model(
            name=f"checks.{rule.check_id}",
            sql=rule.findings_sql,
            description=f"Rows that break the rule {rule.check_id} of expectations/{rule.table}.toml.",
            meaning_zh=listed[f"checks.{rule.check_id}"],
            depends_on=tables_read(rule.findings_sql),
        )
        for rule in declared_rules().values()
    }


def _computed_models() -> dict[str, Model]:
    told = table_meanings()
    return {
        computed.name: Model(
            name=computed.name,
            sql="",
            description=told[computed.name].en,
            meaning_zh=told[computed.name].zh,
            depends_on=frozenset(computed.depends_on),
            compute=computed.compute,
        )
        for computed in computed_tables()
    }


def tables_read(sql: str) -> frozenset[str]:
    """The tables a select reads, as schema.table, without its own common table expressions."""
    return frozenset(
        f"{table.db}.{table.name}"
        for table in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Table)
        if table.db
    )


def header(text: str) -> str:
    """The English comment that opens a SQL file, without its Grain and Key."""
    told = [line for line in _opening(text) if not line.startswith(("Grain:", "Key:", IN_CHINESE))]
    return " ".join(told)


def header_zh(text: str) -> str:
    """The Chinese part of the comment that opens a SQL file; empty where there is none."""
    told = [line for line in _opening(text) if line.startswith(IN_CHINESE)]
    return "".join(line.removeprefix(IN_CHINESE) for line in told)


def _opening(text: str) -> list[str]:
    return [line.removeprefix("-- ") for line in takewhile(_is_comment, text.splitlines())]


def _is_comment(line: str) -> bool:
    return line.startswith("-- ")
