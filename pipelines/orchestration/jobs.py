"""The two jobs: the night, and the inspection packs by half-year."""

from dagster import AssetSelection, define_asset_job

PACKS = AssetSelection.assets(["published", "packs"])
# a run that is begun again must begin with the inbox: what its process held is gone
FROM_THE_START = {"dagster/retry_strategy": "ALL_STEPS"}

nightly = define_asset_job(
    "nightly",
    selection=AssetSelection.all() - PACKS,
    description="截至当日到达的全部文件：入库、汇总、检查、评分、公布、绘页。\n\n"
    "Land, consolidate, check, score, publish, draw: everything that has arrived, as of today.",
    tags={**FROM_THE_START, "taizhang/job": "nightly"},
)
inspection = define_asset_job(
    "inspection",
    selection=PACKS,
    description="据公布快照绘制一个半年的督查材料；任何半年都可补做。\n\n"
    "The inspection pack of a half-year, from the published snapshot; each can be backfilled.",
    tags={**FROM_THE_START, "taizhang/job": "inspection"},
)
