"""Frozen half-years, read back from the folders that `inspect --freeze` kept: figures, rules and inputs."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

FROZEN_TABLES = (
    "scores",
    "score_parts",
    "indicator_values",
    "lost_points",
    "turning_shares",
    "score_changes",
    "rank_intervals",
    "rank_firmness",
)
FROZEN_RULES = ("scheme_lines", "settings")
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Input:
    """One delivery on record when a half-year was frozen; `sha256` is None where it was not opened."""

    delivery_no: int
    sha256: str | None
    modified_ns: int
    received_at: str
    status: str


@dataclass(frozen=True)
class Manifest:
    """What a frozen half-year rests on; `tables`, `rules`, `model` (of matching) hold each file's SHA-256.

    `inputs` are in the order of arrival, in which of two deliveries of one thing the later stands.
    """

    half_year: str
    as_of: str
    frozen_at: str
    scheme_from: str | None
    version: str
    program_sha256: str
    tables: dict[str, str]
    rules: dict[str, str]
    model: dict[str, str]
    inputs: tuple[Input, ...]

    @property
    def figures_sha256(self) -> str:
        """One hash of all figures."""
        return _hash_of(f"{name} {self.tables[name]}" for name in sorted(self.tables))

    @property
    def rules_sha256(self) -> str:
        """One hash of the settings and scheme files."""
        return _hash_of(f"{name} {self.rules[name]}" for name in sorted(self.rules))

    @property
    def digests(self) -> list[str]:
        """The SHA-256 of every file that was opened, each once."""
        return sorted({given.sha256 for given in self.inputs if given.sha256})

    @property
    def inputs_sha256(self) -> str:
        """One hash of the bytes of all deliveries that were opened."""
        return _hash_of(self.digests)

    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def manifest_files(folder: Path) -> list[Path]:
    """The manifest of every frozen half-year; a folder that is still being written is passed over."""
    return sorted(path for path in folder.glob(f"*/{MANIFEST}") if not path.parent.name.startswith("."))


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file."""
    stored = json.loads(path.read_text("utf-8"))
    known = {field.name for field in fields(Input)}  # one of before had the names of files as well
    inputs = ({name: value for name, value in given.items() if name in known} for given in stored["inputs"])
    return Manifest(**{**stored, "inputs": tuple(Input(**given) for given in inputs)})


def load_figures(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make `frozen.<table>`, with the columns of `figures.<table>`, from the files of frozen half-years."""
    connection.execute(f"create or replace table frozen.{table} as select * from figures.{table} limit 0")
    _load_files(connection, table)


def load_rules_then(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make `frozen.<table>`: the rows of `rules.<table>` as each half-year was frozen with them."""
    connection.execute(
        f"create or replace table frozen.{table} as "
        f"select cast(null as varchar) as half_year, * from rules.{table} limit 0"
    )
    _load_files(connection, table)


def load_half_years(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `frozen.half_years`: a row a frozen half-year, with its hashes."""
    rows = [
        {
            "half_year": manifest.half_year,
            "frozen_at": manifest.frozen_at,
            "as_of_date": manifest.as_of,
            "scheme_from": manifest.scheme_from,
            "deliveries": len(manifest.inputs),
            "program_sha256": manifest.program_sha256,
            "inputs_sha256": manifest.inputs_sha256,
            "rules_sha256": manifest.rules_sha256,
            "figures_sha256": manifest.figures_sha256,
        }
        for manifest in _manifests(connection)
    ]
    connection.execute(
        """
        create or replace table frozen.half_years (
            half_year varchar, frozen_at timestamp, as_of_date date, scheme_from date, deliveries bigint,
            program_sha256 varchar, inputs_sha256 varchar, rules_sha256 varchar, figures_sha256 varchar
        )
        """
    )
    _insert(connection, "half_years", pl.DataFrame(rows, infer_schema_length=None))


def load_inputs(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `frozen.inputs`: the bytes of each delivery that a frozen half-year rests on."""
    connection.execute("create or replace table frozen.inputs (half_year varchar, sha256 varchar)")
    for manifest in _manifests(connection):
        frame = pl.DataFrame({"sha256": manifest.digests}, schema={"sha256": pl.String})
        _insert(connection, "inputs", frame.with_columns(half_year=pl.lit(manifest.half_year)))


def _manifests(connection: duckdb.DuckDBPyConnection) -> list[Manifest]:
    return [read_manifest(path) for path in _paths(connection)]


def _load_files(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    # a column that a file of an older version lacks is null
    for path in (manifest.with_name(f"{table}.parquet") for manifest in _paths(connection)):
        if path.exists():
            connection.execute(
                f"insert into frozen.{table} by name select * from read_parquet(?)", [str(path)]
            )


def _paths(connection: duckdb.DuckDBPyConnection) -> list[Path]:
    ((folder,),) = connection.execute("select getvariable('frozen_folder')").fetchall()
    return manifest_files(Path(folder)) if folder else []


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    if frame.height:
        connection.register("frozen_rows", frame)
        connection.execute(f"insert into frozen.{table} by name select * from frozen_rows")
        connection.unregister("frozen_rows")


def _hash_of(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
