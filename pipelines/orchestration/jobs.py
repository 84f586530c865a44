"""The two jobs: the night, and the inspection packs by half-year."""

from dagster import AssetSelection, define_asset_job

PACKS = AssetSelection.assets(["published", "packs"])
# a run that is begun again must begin with the inbox: what its process held is gone
FROM_THE_START = {"dagster/retry_strategy": "ALL_STEPS"}

nightly = define_asset_job(
    "nightly",
    selection=AssetSelection.all() - PACKS,
    description="Land, consolidate, check, score, publish, draw: everything that has arrived, as of today.",
    tags={**FROM_THE_START, "taizhang/job": "nightly"},
)
inspection = define_asset_job(
    "inspection",
    selection=PACKS,
    description="The inspection pack of a half-year, from the published snapshot; each can be backfilled.",
    tags={**FROM_THE_START, "taizhang/job": "inspection"},
)
