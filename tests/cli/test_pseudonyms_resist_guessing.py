"""Whoever has layer 2 and hashes every citizen ID of a county recovers nobody without the key."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from pipelines.databases import attach
from pipelines.home import Home
from pipelines.privacy.pseudonyms import hmac_parameters, hmac_sql

COUNTY, YEAR, CENTURY = "411699", 1970, range(1907, 2007)
WEIGHTS, CHECK_DIGITS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
WORDS = [b"", b"citizen_id", b"person_key", b"ledger_persons", bytes(32)]
START = 16  # hexadecimal digits that are compared: a hash that was cut short is found too
TEXTS = """
select column_name, database_name || '.' || schema_name || '.' || table_name from duckdb_columns()
where database_name = 'l2' and data_type = 'VARCHAR'
"""


def weighed(text: str, weights: Iterable[int]) -> str:
    """SQL for the weighted sum of the digits of a text."""
    digits = (f"{weight} * substr({text}, {place}, 1)::int" for place, weight in enumerate(weights, start=1))
    return " + ".join(digits)


IDS = f"""
create or replace table ids as
with days as (
    select '{COUNTY}' || strftime(day, '%Y%m%d') as head
    from generate_series(make_date($year, 1, 1), make_date($year, 12, 31), interval 1 day) as days (day)
),
orders as (select lpad(number::varchar, 3, '0') as tail from range(1000) as orders (number)),
whole as (
    select head || tail || substr('{CHECK_DIGITS}', 1 + (head_sum + tail_sum) % 11, 1) as id
    from (select head, {weighed("head", WEIGHTS[:14])} as head_sum from days)
    cross join (select tail, {weighed("tail", WEIGHTS[14:])} as tail_sum from orders)
)
select id from whole union all select lower(id) from whole where id like '%X'
"""


def blob(content: bytes) -> str:
    return f"unhex('{content.hex()}')"


def keyed(key: bytes) -> str:
    """The HMAC of an ID under a key that stands in the statement; an empty key is one of zeros."""
    padded = hmac_parameters(key)
    sql = hmac_sql("id").replace("$inner::blob", blob(padded["inner"]))
    return sql.replace("$outer::blob", blob(padded["outer"]))


def unkeyed() -> list[str]:
    """Hashes of an ID that anyone can make: plain, twice, with words before or behind, with words as keys."""
    plain = ["md5(id)", "sha1(id)", "sha256(id)", "sha256(sha256(id))", "sha256(md5(id))"]
    before = [f"sha256({blob(word)} || encode(id))" for word in WORDS[1:]]
    behind = [f"sha256(encode(id) || {blob(word)})" for word in WORDS[1:]]
    return [*plain, *before, *behind, *(keyed(word) for word in WORDS[:-1])]


@pytest.fixture
def attacker(demo: tuple[Path, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Layer 2 as `l2`, and the beginning of every text in it."""
    with duckdb.connect() as connection:
        attach(connection, Home(demo[0]).warehouse, "l2")
        texts = connection.execute(TEXTS).fetchall()
        every = " union ".join(f'select left("{name}", {START}) from {table}' for name, table in texts)
        connection.execute(f"create table held as select distinct * from ({every}) as texts (start)")
        yield connection


def recovered(connection: duckdb.DuckDBPyConnection, years: Iterable[int], hashes: Sequence[str]) -> int:
    """How many IDs have a hash that begins like a text that is held."""
    found = 0
    for year in years:
        connection.execute(IDS, {"year": year})
        guessed = f"select id, left(unnest([{', '.join(hashes)}]), {START}) as start from ids"
        hits = f"select count(distinct upper(id)) from ({guessed}) where start in (select start from held)"
        found += connection.execute(hits).fetchall()[0][0]
    return found


def people(connection: duckdb.DuckDBPyConnection, home: Path) -> int:
    """How many of the county's women of that year layer 1 has in its ledgers; `known` has their IDs."""
    attach(connection, Home(home).identified, "l1")
    connection.execute(
        "create table known as select distinct citizen_id as id from l1.identified.ledger_persons "
        f"where quarantine_reason is null and citizen_id like '{COUNTY}{YEAR}%'"
    )
    return int(connection.execute("select count(*) from known").fetchall()[0][0])


@pytest.mark.parametrize(
    "years",
    [pytest.param([YEAR], id="a year"), pytest.param(CENTURY, id="a century", marks=pytest.mark.long)],
)
def test_nobody_is_recovered_without_the_key(
    attacker: duckdb.DuckDBPyConnection, years: Iterable[int]
) -> None:
    assert recovered(attacker, years, unkeyed()) == 0


def test_everybody_is_recovered_with_it(attacker: duckdb.DuckDBPyConnection, demo: tuple[Path, str]) -> None:
    key = Home(demo[0]).key_file.read_bytes()
    assert recovered(attacker, [YEAR], [keyed(key)]) >= people(attacker, demo[0]) > 100


def test_hashes_without_a_key_would_be_seen_through(
    attacker: duckdb.DuckDBPyConnection, demo: tuple[Path, str]
) -> None:
    count = people(attacker, demo[0])
    attacker.execute(f"create or replace table held as select left(sha256(id), {START}) as start from known")
    assert recovered(attacker, [YEAR], ["sha256(id)"]) == count > 100
