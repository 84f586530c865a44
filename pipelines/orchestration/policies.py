"""What holds for assets by their layer: group, owner, readers, and by when they must be new."""

from collections.abc import Iterable
from datetime import timedelta

from dagster import AssetsDefinition, AssetSpec, FreshnessPolicy, map_asset_specs

from pipelines.orchestration.schedules import TIMEZONE
from pipelines.warehouse.dictionary import meaning_of
from pipelines.warehouse.sensitivity import readers

ENGINEER, COMMISSION, INSPECTION = "team:engineer", "team:commission", "team:inspection"
# in the order in which data flow; a group is named by its place, for Dagster sorts groups by name
OWNERS = {
    "received": ENGINEER,
    "identified": ENGINEER,
    "rules": COMMISSION,
    "matching": ENGINEER,
    "landing": ENGINEER,
    "staging": ENGINEER,
    "core": ENGINEER,
    "history": ENGINEER,
    "indicators": COMMISSION,
    "scores": COMMISSION,
    "figures": COMMISSION,
    "frozen": COMMISSION,
    "checks": COMMISSION,
    "quality": COMMISSION,
    "protection": COMMISSION,
    "marts": INSPECTION,
    "published": INSPECTION,
    "worklists": INSPECTION,
}
NEW_BY_SIX = FreshnessPolicy.cron("0 6 * * *", lower_bound_delta=timedelta(hours=24), timezone=TIMEZONE)
NIGHTLY = {
    ("received", "deliveries"),
    ("published", "snapshot"),
    ("published", "dashboards"),
    ("history", "night"),
}


def with_policies(assets: Iterable[AssetsDefinition | AssetSpec]) -> list[AssetsDefinition | AssetSpec]:
    """The same assets, each with what holds for its layer."""
    return list(map_asset_specs(_with_policies, assets))


def _with_policies(spec: AssetSpec) -> AssetSpec:
    layer = spec.key.path[0]
    place = list(OWNERS).index(layer) + 1
    who = {"worklists": "bodies", "published": "inspection"}.get(layer) or readers(layer)
    attributes = spec.replace_attributes(
        description=_description(spec),
        group_name=f"{place:02}_{layer}",
        owners=[OWNERS[layer]],
        tags={**spec.tags, "taizhang/layer": layer, "taizhang/readers": who},
    )
    if tuple(spec.key.path) in NIGHTLY:
        return attributes.replace_attributes(freshness_policy=NEW_BY_SIX)
    return attributes


def _description(spec: AssetSpec) -> str | None:
    """What it holds: a paragraph in Chinese, a paragraph in English. Files, which are no tables, say it."""
    try:
        meaning = meaning_of(".".join(spec.key.path))
    except KeyError:
        return spec.description
    return f"{meaning.zh}\n\n{meaning.en}"
