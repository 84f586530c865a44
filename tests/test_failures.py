"""Of an error its kind is told, and whether memory was lacking; never its text."""

import duckdb
import pytest

from pipelines.failures import kind


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("王秀英"), "ValueError"),
        (OSError(28, "No space left on device", "王秀英.xlsx"), "OSError (No space left on device)"),
        (OSError(12, "Cannot allocate memory"), "OSError (too little memory)"),
        (MemoryError(), "MemoryError (too little memory)"),
        (duckdb.OutOfMemoryException("王秀英"), "OutOfMemoryException (too little memory)"),
        (ImportError("x.so: failed to map segment from shared object"), "ImportError (too little memory)"),
        (ImportError("no module"), "ImportError"),
    ],
)
def test_the_kind_of_an_error_is_told(error: Exception, told: str) -> None:
    assert kind(error) == told
