"""Every quality check as a Dagster asset check, with its count, its state and what to do."""

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

from pipelines.contracts.catalog import checks
from pipelines.orchestration.night import NightResource
from pipelines.orchestration.quiet import quiet
from pipelines.validation.rules import declared_rules

FINDINGS = AssetKey(["quality", "findings"])
EXPECTATIONS = AssetKey(["quality", "expectations"])
CONTRACTS = "contracts_hold"
RUNS = "select check_id, state, findings from quality.check_runs order by check_id"
PROMISES = """
select
    kind,
    count(*) filter (where state = 'failed') as failed,
    count(*) filter (where state = 'could_not_run') as could_not_run,
    coalesce(sum(rows_found), 0) as rows_found
from quality.expectations
where kind <> 'rule'
group by kind
order by kind
"""
WITH_RESULT = {"clear": True, "found": False}


def check_specs() -> Iterator[AssetCheckSpec]:
    """One spec a check: of a declared rule on its staging table, of all others on `quality.findings`.

    None blocks: it is the snapshot that a block check holds back, and its step must run to say so.
    """
    for check in checks():
        yield AssetCheckSpec(
            check["id"],
            asset=_asset_of(check["id"]),
            additional_deps=[AssetKey(["quality", "check_runs"])],
            description=f"{check['label_zh']}：{check['rule_zh']}\n\n{check['rule']}",
        )
    yield AssetCheckSpec(
        CONTRACTS,
        asset=EXPECTATIONS,
        description="代码在代码表内，主键不空不重；必填项的空格只计数。\n\n"
        "Codes are in their lists, keys filled and unique; blank required cells are counted.",
    )


def _asset_of(check_id: str) -> AssetKey:
    rule = declared_rules().get(check_id)
    return AssetKey(["staging", rule.table]) if rule else FINDINGS


def quality_checks() -> AssetChecksDefinition:
    """All of them in one step: a result is a commit of Dagster's event log."""

    @multi_asset_check(name="quality_checks", specs=list(check_specs()), can_subset=True)
    def judge(context: AssetCheckExecutionContext, night: NightResource) -> Iterator[AssetCheckResult]:
        """Pass on the results; a check that could not run, or had nothing to judge, has none."""
        with quiet("quality_checks"):
            runs = night.connection.execute(RUNS).fetchall()
            promises = night.connection.execute(PROMISES).fetchall()
        results = [_result(*run) for run in runs if run[1] in WITH_RESULT]
        if not any(could_not_run for _, _, could_not_run, _ in promises):
            results.append(_contracts(promises))
        wanted = {key.name for key in context.selected_asset_check_keys}
        yield from (result for result in results if result.check_name in wanted)

    return judge


def _result(check_id: str, state: str, findings: int) -> AssetCheckResult:
    (check,) = (check for check in checks() if check["id"] == check_id)
    is_error = check["severity"] == "error"
    remedy = {name: check[name] for name in ("remedy_zh", "remedy_en")} if findings else {}
    return AssetCheckResult(
        asset_key=_asset_of(check_id),
        check_name=check_id,
        passed=WITH_RESULT[state],
        severity=AssetCheckSeverity.ERROR if is_error else AssetCheckSeverity.WARN,
        metadata={"findings": findings, "state": state, **remedy},
    )


def _contracts(promises: list[tuple[str, int, int, int]]) -> AssetCheckResult:
    # blank required cells are findings of their own, so they fail nothing here
    broken = [failed for kind, failed, *_ in promises if kind != "required"]
    return AssetCheckResult(
        asset_key=EXPECTATIONS,
        check_name=CONTRACTS,
        passed=not any(broken),
        severity=AssetCheckSeverity.ERROR,
        metadata={f"{kind}: rows": rows for kind, _, _, rows in promises},
    )
