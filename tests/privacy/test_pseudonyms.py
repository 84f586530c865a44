"""Pseudonyms made in SQL are the HMAC-SHA-256 that every library knows."""

import hashlib
import hmac

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.privacy.pseudonyms import BLOCK_BYTES, hmac_parameters, hmac_sql

CONNECTION = duckdb.connect()
KEYS = st.binary(min_size=1, max_size=BLOCK_BYTES)


def in_sql(text: str | None, key: bytes) -> str | None:
    found = CONNECTION.execute(
        f"select {hmac_sql('person')} from (select $text::varchar as person)",
        {"text": text, **hmac_parameters(key)},
    )
    return found.fetchall()[0][0]


@settings(deadline=None)  # the first call of a library is slow on a busy machine
@given(text=st.text(), key=KEYS)
def test_equals_the_standard_librarys_hmac(text: str, key: bytes) -> None:
    assert in_sql(text, key) == hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@settings(deadline=None)  # the first call of a library is slow on a busy machine
@given(text=st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), key=KEYS)
def test_is_not_the_hash_that_anyone_can_make(text: str, key: bytes) -> None:
    assert in_sql(text, key) != hashlib.sha256(text.encode()).hexdigest()


def test_nothing_stays_nothing() -> None:
    assert in_sql(None, b"key") is None
