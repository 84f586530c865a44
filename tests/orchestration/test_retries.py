"""A step is run again only after an error that passes by itself, and says nothing of the file."""

import errno

import pytest
from dagster import RetryRequested
from dagster._utils.error import serializable_error_info_from_exc_info

from pipelines.orchestration.quiet import StepError
from pipelines.orchestration.retries import again_later

NAME = "王秀英.csv"


def fail(number: int) -> None:
    with again_later("landing"):
        raise OSError(number, "said", NAME)


def test_a_share_that_was_away_is_asked_again() -> None:
    with pytest.raises(RetryRequested) as caught:
        fail(errno.ESTALE)
    error = caught.value
    stored = serializable_error_info_from_exc_info((type(error), error, error.__traceback__))
    assert NAME not in stored.to_string()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_disk_that_is_full_or_broken_is_not(number: int) -> None:
    with pytest.raises(StepError, match=r"landing: .*said"):
        fail(number)


def test_a_step_that_works_is_left_alone() -> None:
    with again_later("landing"):
        pass
