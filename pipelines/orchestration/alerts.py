"""Who is told when a night fails, is killed, or leaves the published snapshot stale."""

from datetime import UTC, datetime, timedelta

from dagster import (
    DagsterEventType,
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    DefaultSensorStatus,
    RunsFilter,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)

from pipelines.home import Home
from pipelines.orchestration.killed import report_killed
from pipelines.orchestration.mailing import send
from pipelines.publication.record import read_record, what_stands
from pipelines.publication.staleness import days_stale
from pipelines.rules.setting_lines import in_force, read_setting_lines

NOBODY = SkipReason("settings.csv names no mail_server: nobody is told")
TOLD_TAG = "taizhang/told"
WORTH_TELLING = timedelta(days=2)
FAILED = """\
{job} {run_id} 未完成；{stands_zh}。
{job} {run_id} did not end; {stands}.

步骤 step: {steps}
接着 next: {next}
查看 look at it: taizhang status --home {home}; taizhang ui --home {home}
"""
BY_ITSELF = "系统将自动重跑一次 it is run again by itself, once"
STALE = """\
公布快照停在 {as_of}，已落后 {days} 天（限 {limit} 天）。
The published snapshot is as of {as_of}, {days} days behind; the limit is {limit}.

原因 held back by: {held_back_by}
查看 look at it: taizhang status --home {home}
"""


# Dagster's own sensor of failures tells each once, and a mail that did not go then never goes
@sensor(
    minimum_interval_seconds=60,
    default_status=DefaultSensorStatus.RUNNING,
    description="运行失败即发邮件，说明步骤，不含错误内容；未发出的一直重发。\n\n"
    "Mails that a run failed, and at which step, until the mail has gone; never an error's text.",
)
def run_failed(context: SensorEvaluationContext) -> SkipReason:
    """A mail for each run that failed, whoever started it; MailError leaves the rest to the next look."""
    home = Home.find()
    untold = _untold(context.instance)
    for run in untold:
        if not send(home, *failure_mail(home, run, _failed_steps(context.instance, run))):
            return NOBODY
        context.instance.add_run_tags(run.run_id, {TOLD_TAG: run.run_id})
    return SkipReason(f"mailed: {', '.join(run.run_id[:8] for run in untold) or 'none failed'}")


@sensor(
    minimum_interval_seconds=60,
    default_status=DefaultSensorStatus.RUNNING,
    description="进程被中断的运行记为失败，以便通知和重跑。\n\n"
    "Marks runs as failed whose process was killed, so that they are told of and run again.",
)
def run_killed(context: SensorEvaluationContext) -> SkipReason:
    """Nothing to start: the failure it records is what others react to."""
    killed = report_killed(context.instance)
    return SkipReason(f"killed: {', '.join(run.run_id[:8] for run in killed) or 'none'}")


@sensor(
    minimum_interval_seconds=3600,
    default_status=DefaultSensorStatus.RUNNING,
    description="公布快照落后超过 stale_snapshot_days 天时，每天发一封邮件。\n\n"
    "Mails once a day while the published snapshot lags behind more than stale_snapshot_days.",
)
def snapshot_stale(context: SensorEvaluationContext) -> SkipReason:
    """A mail a day for as long as it lasts."""
    home = Home.find()
    today = home.usual_date()
    found = days_stale(home)
    limit = int(in_force(read_setting_lines(home.settings), "stale_snapshot_days", today).written)
    if found is None or found[1] <= limit:
        return SkipReason("the published snapshot is new enough, or there is none yet")
    if context.cursor == str(today):
        return SkipReason("told today already")
    if not send(home, *stale_mail(home, *found, limit)):
        return NOBODY
    context.update_cursor(str(today))
    return SkipReason(f"mailed: {found[1]} days behind")


def _untold(instance: DagsterInstance) -> list[DagsterRun]:
    """Runs that failed lately and of which no mail has gone, the oldest first."""
    lately = datetime.now(UTC) - WORTH_TELLING
    failed = instance.get_runs(RunsFilter(statuses=[DagsterRunStatus.FAILURE], updated_after=lately))
    return [run for run in reversed(failed) if run.tags.get(TOLD_TAG) != run.run_id]


def _failed_steps(instance: DagsterInstance, run: DagsterRun) -> list[str]:
    failures = instance.all_logs(run.run_id, of_type=DagsterEventType.STEP_FAILURE)
    return sorted(failure.step_key for failure in failures if failure.step_key)


def failure_mail(home: Home, run: DagsterRun, steps: list[str]) -> tuple[str, str]:
    """Subject and text about a run that failed."""
    text = FAILED.format(
        job=run.job_name,
        stands_zh="上一份公布快照不变" if home.current.exists() else "尚未公布过快照",
        stands=what_stands(home),
        run_id=run.run_id[:8],
        steps=", ".join(steps) or "进程中断 its process ended",
        next=BY_ITSELF if _is_run_again(run) else f"taizhang {_command(run)} --home {home.root}",
        home=home.root,
    )
    return f"台账 taizhang: {run.job_name} 运行失败 failed", text


def _is_run_again(run: DagsterRun) -> bool:
    """Whether the daemon begins it again; one of the command line is of no place that it could begin."""
    return run.tags.get("dagster/will_retry") == "true" and run.remote_job_origin is not None


def _command(run: DagsterRun) -> str:
    half_year = run.tags.get("dagster/partition")
    return f"inspect {half_year}" if half_year else "nightly"


def stale_mail(home: Home, as_of: str, days: int, limit: int) -> tuple[str, str]:
    """Subject and text about a snapshot that lags behind."""
    record = read_record(home.record)
    held = ", ".join(record.held_back_by) if record and record.outcome == "held_back" else "无 none"
    text = STALE.format(as_of=as_of, days=days, limit=limit, held_back_by=held, home=home.root)
    return f"台账 taizhang: 公布快照已落后 {days} 天 snapshot is stale", text
