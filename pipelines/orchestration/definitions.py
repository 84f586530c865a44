"""Everything Dagster runs, merged."""

from dagster import Definitions, in_process_executor

from pipelines.orchestration.alerts import run_failed, run_killed, snapshot_stale
from pipelines.orchestration.arrivals import arrival_checks
from pipelines.orchestration.assets import all_assets
from pipelines.orchestration.checks import quality_checks
from pipelines.orchestration.inspection import packs
from pipelines.orchestration.jobs import inspection, nightly
from pipelines.orchestration.night import NightResource
from pipelines.orchestration.policies import with_policies
from pipelines.orchestration.schedules import every_night
from pipelines.orchestration.sensors import half_years, inbox

definitions = Definitions(
    assets=with_policies([*all_assets(), packs]),
    asset_checks=[quality_checks(), arrival_checks()],
    jobs=[nightly, inspection],
    schedules=[every_night],
    sensors=[inbox, half_years, run_failed, run_killed, snapshot_stale],
    resources={"night": NightResource()},
    # two steps cannot write one DuckDB file
    executor=in_process_executor,
)
