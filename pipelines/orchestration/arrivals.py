"""What must arrive when, as a check on the table it arrives in: files that are due and have not come."""

from collections.abc import Iterator

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    multi_asset_check,
)

from pipelines.orchestration.night import NightResource
from pipelines.orchestration.quiet import quiet

CHECK = "arrived_in_time"
DUE = {
    "ledger": (
        "ledger_persons",
        "每个社区、村的台账，统计时点在半年的最后一个月。\n\n"
        "A ledger of every community and village, dated in a half-year's last month.",
    ),
    "population": (
        "populations",
        "每个社区、村每半年的人口数。\n\nThe population of every community and village, each half-year.",
    ),
    "monthly_report": (
        "monthly_reports",
        "每个社区、村每月按期的月报。\n\nA report of every community and village, each month by its day.",
    ),
}
COULD_RUN = """
select count(*) > 0
from quality.check_runs
where check_id = 'file_missing_for_period' and state in ('clear', 'found', 'not_judged')
"""
MISSING = """
select subject_code, count(*) as missing, count(distinct body_code) as bodies
from checks.file_missing_for_period
group by subject_code
"""


def arrival_checks() -> AssetChecksDefinition:
    """A check for each source that has a day by which it must have come."""

    @multi_asset_check(name="arrivals", specs=list(_specs()), can_subset=True)
    def arrivals(context: AssetCheckExecutionContext, night: NightResource) -> Iterator[AssetCheckResult]:
        """Say of each source how much is missing; nothing where that could not be found out."""
        with quiet("arrivals"):
            ((could_run,),) = night.connection.execute(COULD_RUN).fetchall()
            missing = {source: found for source, *found in night.connection.execute(MISSING).fetchall()}
        wanted = {key.asset_key for key in context.selected_asset_check_keys}
        if could_run:
            results = [_result(source, *missing.get(source, (0, 0))) for source in DUE]
            yield from (result for result in results if result.asset_key in wanted)

    return arrivals


def _specs() -> Iterator[AssetCheckSpec]:
    for table, description in DUE.values():
        yield AssetCheckSpec(
            CHECK,
            asset=AssetKey(["staging", table]),
            additional_deps=[AssetKey(["quality", "check_runs"])],
            description=description,
        )


def _result(source: str, missing: int, bodies: int) -> AssetCheckResult:
    table, _ = DUE[source]
    return AssetCheckResult(
        asset_key=AssetKey(["staging", table]),
        check_name=CHECK,
        passed=missing == 0,
        severity=AssetCheckSeverity.WARN,
        metadata={"files_missing": missing, "bodies_that_owe_them": bodies},
    )
