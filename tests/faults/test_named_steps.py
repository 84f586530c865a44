"""Every step at which a night is killed is a call of the program that is there."""

import pytest
from faults import Step
from steps import STEPS


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_named_step_is_a_call_of_the_program(step: Step) -> None:
    owner, attribute = step.found()
    assert callable(getattr(owner, attribute))


def test_there_are_twenty_steps_and_more() -> None:
    assert len(set(STEPS.values())) >= 20
