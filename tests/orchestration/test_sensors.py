"""The inbox sensor waits until files have settled; half-years become partitions, the final one a pack."""

from collections.abc import Iterator

import duckdb
import pytest
from dagster import (
    DagsterInstance,
    RunRequest,
    SensorDefinition,
    SensorEvaluationContext,
    build_sensor_context,
)
from dagster._core.definitions.partitions.context import partition_loading_context
from dagster._core.definitions.sensor_definition import SensorExecutionData

from pipelines.home import Home, only_run
from pipelines.orchestration.definitions import definitions
from pipelines.orchestration.inspection import HALF_YEARS
from pipelines.orchestration.sensors import half_years, inbox

NAME = "王秀英"


@pytest.fixture
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture
def context(instance: DagsterInstance) -> SensorEvaluationContext:
    return build_sensor_context(instance=instance, repository_def=definitions.get_repository_def())


def look(context: SensorEvaluationContext, sensor: SensorDefinition = inbox) -> SensorExecutionData:
    with partition_loading_context(dynamic_partitions_store=context.instance):
        return sensor.evaluate_tick(context)


def arrive(home: Home, text: str) -> None:
    (home.inbox / f"{NAME}.csv").write_text(text, "utf-8")


def test_files_are_asked_for_once_they_lie_still(home: Home, context: SensorEvaluationContext) -> None:
    arrive(home, "a")
    assert not look(context).run_requests
    arrive(home, "a, and more")
    assert not look(context).run_requests, "it was still growing"
    assert [type(request) for request in look(context).run_requests or []] == [RunRequest]
    assert not look(context).run_requests, "the same files were asked for already"


def test_a_run_that_writes_is_not_disturbed(home: Home, context: SensorEvaluationContext) -> None:
    arrive(home, "a")
    look(context)
    with only_run(home):
        assert not look(context).run_requests
    assert look(context).run_requests


def test_no_file_name_is_kept_in_the_cursor(home: Home, context: SensorEvaluationContext) -> None:
    arrive(home, "a")
    found = [look(context) for _ in range(2)]
    assert NAME not in f"{context.cursor} {found}".encode().decode("unicode_escape", "replace")
    assert NAME not in f"{context.cursor} {found}"


def test_half_years_become_partitions_and_the_newest_final_one_a_pack(
    home: Home, instance: DagsterInstance, context: SensorEvaluationContext
) -> None:
    with duckdb.connect(str(home.current)) as published:
        published.execute("create schema marts; create table marts.scores (half_year text, status text)")
        published.execute(
            "insert into marts.scores values ('2005H2', 'final'), ('2006H1', 'final'),"
            " ('2006H1', 'not_ranked'), ('2006H2', 'provisional')"
        )
    found = look(context, half_years)
    (request,) = found.dynamic_partitions_requests or []
    assert list(request.partition_keys) == ["2005H2", "2006H1", "2006H2"]
    instance.add_dynamic_partitions(str(HALF_YEARS.name), request.partition_keys)
    again = look(context, half_years)
    assert not again.dynamic_partitions_requests
    assert [wanted.partition_key for wanted in again.run_requests or []] == ["2006H1"]


def test_without_a_snapshot_there_are_no_half_years(home: Home, context: SensorEvaluationContext) -> None:
    assert "nothing is published" in (look(context, half_years).skip_message or "")
