"""When a night runs by itself."""

from dagster import DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, SkipReason, schedule

from pipelines.home import Home
from pipelines.landing.land import nothing_ever
from pipelines.orchestration.jobs import nightly
from pipelines.publication.staleness import nights_missed

TIMEZONE = "Asia/Shanghai"
NIGHT = "0 2 * * *"


@schedule(
    job=nightly,
    cron_schedule=NIGHT,
    execution_timezone=TIMEZONE,
    default_status=DefaultScheduleStatus.RUNNING,
    description="每夜两点。漏掉的各夜不逐夜补跑，由下一夜一次入库。\n\n"
    "Every night at two. Nights that were missed are not run one by one: the next one lands all.",
)
def every_night(context: ScheduleEvaluationContext) -> RunRequest | SkipReason:
    """One run, however many nights were missed; how many stands in a tag. None before the first delivery."""
    home = Home.find()
    if nothing_ever(home, home.inbox):
        return SkipReason(
            "从未收到文件，不发布空的快照。 No file has ever arrived: no empty snapshot is published."
        )
    missed = nights_missed(home)
    return RunRequest(tags={"taizhang/started_by": "schedule", "taizhang/nights_missed": str(missed)})
