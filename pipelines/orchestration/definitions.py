"""Everything Dagster runs, merged."""

from dagster import Definitions, ScheduleDefinition, define_asset_job, in_process_executor

from pipelines.orchestration.assets import all_assets
from pipelines.orchestration.checks import quality_checks
from pipelines.orchestration.night import NightResource

nightly = define_asset_job("nightly", description="Land, consolidate, check, score, publish, draw.")

definitions = Definitions(
    assets=all_assets(),
    asset_checks=[quality_checks()],
    jobs=[nightly],
    schedules=[
        ScheduleDefinition(job=nightly, cron_schedule="0 2 * * *", execution_timezone="Asia/Shanghai")
    ],
    resources={"night": NightResource()},
    # two steps cannot write one DuckDB file
    executor=in_process_executor,
)
