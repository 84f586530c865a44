"""Errors that pass by themselves, after which a step is worth running again."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from dagster import RetryRequested

from pipelines.orchestration.quiet import quiet

# an inbox on another machine that was away for a moment; a broken or full disk is none of these
PASSING = {
    errno.EAGAIN,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENOTCONN,
    errno.ESTALE,
    errno.ETIMEDOUT,
}
TIMES, WAIT_SECONDS = 2, 20


@contextmanager
def again_later(step: str) -> Iterator[None]:
    """Let a step be quiet, and ask Dagster to run it again where its error is one that passes."""
    passes = False
    with quiet(step):
        try:
            yield
        except OSError as error:
            passes = error.errno in PASSING
            if not passes:
                raise
    if passes:
        # "from None": the error would be stored beside it with the path, and a file's name may be a name
        raise RetryRequested(TIMES, WAIT_SECONDS) from None
