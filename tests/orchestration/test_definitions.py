"""What Dagster loads is whole: every asset is described, owned, in its layer's group, and in a job."""

import re

from dagster import AssetKey, AssetSpec, Definitions

from pipelines.orchestration.assets import ATTEMPTED
from pipelines.orchestration.definitions import definitions
from pipelines.orchestration.policies import NIGHTLY, OWNERS
from pipelines.warehouse.models import models

SPECS: dict[AssetKey, AssetSpec] = {spec.key: spec for spec in definitions.resolve_all_asset_specs()}
PACKS = AssetKey(["published", "packs"])


def test_the_definitions_load() -> None:
    Definitions.validate_loadable(definitions)


def test_every_table_is_an_asset() -> None:
    assert {AssetKey(name.split(".")) for name in models()} <= SPECS.keys()


def is_told_twice(text: str | None) -> bool:
    """Whether a description has a paragraph in Chinese and one in English."""
    chinese, _, english = (text or "").partition("\n\n")
    return bool(re.search("[\u4e00-\u9fff]", chinese)) and bool(re.match("[A-Z`0-9a-z]", english))


def test_every_asset_is_owned_and_of_a_kind() -> None:
    assert not [key for key, spec in SPECS.items() if not (spec.owners and spec.kinds)]


def test_all_that_is_shown_is_described_in_chinese_and_english() -> None:
    checks = [check for step in definitions.asset_checks or [] for check in step.check_specs]
    runs = [*(definitions.schedules or []), *(definitions.sensors or [])]
    jobs = [definitions.resolve_job_def(name) for name in ("nightly", "inspection")]
    shown = [*SPECS.values(), *checks, *runs, *jobs]
    assert not [thing for thing in shown if not is_told_twice(thing.description)]


def test_every_column_of_layer_one_is_described() -> None:
    schemas = {key: spec.metadata for key, spec in SPECS.items() if key.path[0] in ("received", "identified")}
    columns = [
        (key, column.name, column.description)
        for key, metadata in schemas.items()
        for column in metadata["dagster/column_schema"].columns
    ]
    assert schemas and not [(key, name) for key, name, description in columns if not description]


def test_groups_stand_in_the_order_of_the_layers() -> None:
    groups = sorted({spec.group_name or "" for spec in SPECS.values()})
    assert [group.partition("_")[2] for group in groups] == list(OWNERS)


def test_what_a_night_leaves_must_be_new_by_six() -> None:
    due = {tuple(key.path) for key, spec in SPECS.items() if spec.freshness_policy}
    assert due == NIGHTLY


def test_a_night_makes_everything_but_the_packs() -> None:
    made = definitions.resolve_job_def("nightly").asset_layer.executable_asset_keys
    assert SPECS.keys() - made == {PACKS, ATTEMPTED.key}


def test_the_inspection_job_makes_the_packs_by_half_year() -> None:
    job = definitions.resolve_job_def("inspection")
    assert job.asset_layer.selected_asset_keys == {PACKS}
    assert job.partitions_def == SPECS[PACKS].partitions_def
