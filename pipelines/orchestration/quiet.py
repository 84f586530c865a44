"""Errors without values: what a database says of a row must not reach a log."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars


class StepError(RuntimeError):
    """A step failed; the message names the step and the kind of error, never a value."""


@contextmanager
def quiet(step: str) -> Iterator[None]:
    """Let errors that may quote cells pass on by their kind alone."""
    try:
        yield
    except (duckdb.Error, polars.exceptions.PolarsError, UnicodeError) as error:
        # "from None": a chained error would be stored in the run's log with its text
        raise StepError(
            f"{step}: {type(error).__name__}; the last good snapshot stands. "
            "Run it again; if it fails again, look at that step"
        ) from None
