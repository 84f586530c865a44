"""A seeded sample of real rows with known slips: what the model learns from and is measured on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from random import Random

import polars as pl

from pipelines.matching.slips import ERRORS, Entry, Slip, placed

TRIES = 6  # a slip that does not fit one woman is tried on the next
ENTRY = [field.name for field in fields(Entry)]


def seeded_entries(candidates: pl.DataFrame, slips: Mapping[str, Slip], each: int, seed: int) -> pl.DataFrame:
    """Up to `each` invented entries a slip, as candidates, with `error_kind` and `original`, a unique_id.

    The same candidates in the same order and the same seed give the same entries. Every entry is a person
    of its own, who is in no table of the home.
    """
    named = candidates.filter(pl.col("name").str.len_chars() > 1)
    made = [entry for kind, slip in slips.items() for entry in _entries(named, kind, slip, each, seed)]
    schema = {**candidates.schema, "error_kind": pl.String(), "original": pl.String()}
    return pl.DataFrame(made, schema=schema)


def _entries(named: pl.DataFrame, kind: str, slip: Slip, each: int, seed: int) -> Iterator[dict[str, object]]:
    rng = Random(f"{seed} {kind}")
    if named.height < 2:
        return
    drawn = named[[rng.randrange(named.height) for _ in range(2 * TRIES * each)]].to_dicts()
    found = 0
    for row, other in zip(drawn[::2], drawn[1::2], strict=True):
        entry = slip(_entry(row), _entry(other), rng) if found < each else None
        if entry:
            entry = placed(entry, _entry(other), rng) if kind in ERRORS else entry
            found += 1
            name = f"seeded {kind} {found}"
            yield {
                "unique_id": name,
                "person_key": name,
                **asdict(entry),
                "error_kind": kind,
                "original": row["unique_id"],
            }


def _entry(row: Mapping[str, object]) -> Entry:
    return Entry(**{column: row[column] for column in ENTRY})  # type: ignore[arg-type]
