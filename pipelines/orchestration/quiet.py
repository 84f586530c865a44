"""Errors without values: what a library says of a row, or of a file's name, must not reach a log."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.failures import kind
from pipelines.matching.outcome import MatchingError
from pipelines.privacy.keys import PseudonymKeyError
from pipelines.publication.freeze import FreezeRefusedError
from pipelines.publication.rebuild import CannotRebuildError
from pipelines.publication.snapshot import PublicationError
from pipelines.rules.files import RuleError
from pipelines.warehouse.build import RowsLostError


class StepError(RuntimeError):
    """A step failed; the message names the step and the kind of error, never a value."""


# their messages are this program's own, and say what to do; they quote no row
TOLD_IN_FULL = (
    CannotRebuildError,
    FreezeRefusedError,
    MatchingError,
    PseudonymKeyError,
    PublicationError,
    RowsLostError,
    RuleError,
    StepError,
)


@contextmanager
def quiet(step: str) -> Iterator[None]:
    """Let errors that may quote cells pass on by their kind alone."""
    try:
        yield
    except TOLD_IN_FULL as error:
        raise error from None  # a chained error would be stored in the run's log with its text
    except Exception as error:
        raise StepError(
            f"{step}: {kind(error)}. Run it again; if it fails again, look at that step"
        ) from None
