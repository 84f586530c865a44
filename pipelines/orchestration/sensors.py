"""What starts a run when something happens: files have settled in the inbox, a half-year is final."""

import hashlib
import json

import duckdb
from dagster import (
    DefaultSensorStatus,
    RunRequest,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    sensor,
)

from pipelines.home import Home, HomeBusyError, only_run
from pipelines.landing.inbox import scan
from pipelines.landing.land import news
from pipelines.orchestration.inspection import HALF_YEARS
from pipelines.orchestration.jobs import inspection, nightly

ASSESSED = """
select half_year, bool_and(status <> 'provisional') as is_final
from marts.scores
group by half_year
order by half_year
"""


@sensor(
    job=nightly,
    minimum_interval_seconds=60,
    default_status=DefaultSensorStatus.STOPPED,
    description="到达的文件静置一分钟后运行一夜。默认关闭。\n\n"
    "Runs a night once what arrived has lain still for a minute. Off until it is turned on.",
)
def inbox(context: SensorEvaluationContext) -> RunRequest | SkipReason:
    """A run for what is new, once two looks in a row found the same files; each set is asked for once."""
    home = Home.find()
    found = _fingerprint(home)
    seen, asked = json.loads(context.cursor) if context.cursor else (None, None)
    if found == asked:
        return SkipReason("nothing has come since the last run was asked for")
    if found != seen:
        context.update_cursor(json.dumps([found, asked]))
        return SkipReason("files are arriving: they are looked at again in a minute")
    try:
        # a look into the ledger must not get into the way of a run that writes it
        with only_run(home):
            arrived, _ = news(home, home.inbox)
    except HomeBusyError:
        return SkipReason("a run is writing to this home")
    context.update_cursor(json.dumps([found, found]))
    if not arrived:
        return SkipReason("all that lies in the inbox has landed")
    return RunRequest(run_key=found, tags={"taizhang/started_by": "inbox"})


@sensor(
    job=inspection,
    minimum_interval_seconds=300,
    default_status=DefaultSensorStatus.RUNNING,
    description="为每个已公布的半年设分区；最近的半年一经定稿即出材料。\n\n"
    "Makes a partition of every published half-year, and the newest one's pack once it is final.",
)
def half_years(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """Partitions for half-years that have none; a run for the newest final one, once."""
    home = Home.find()
    if not home.current.exists():
        return SkipReason("nothing is published yet")
    with duckdb.connect(str(home.current), read_only=True) as connection:
        assessed = connection.execute(ASSESSED).fetchall()
    known = set(context.instance.get_dynamic_partitions(str(HALF_YEARS.name)))
    new = [half_year for half_year, _ in assessed if half_year not in known]
    # a partition can be asked for from the next look on, not while it is being made
    final = [half_year for half_year, is_final in assessed if is_final and half_year in known][-1:]
    return SensorResult(
        run_requests=[
            RunRequest(run_key=half_year, partition_key=half_year, tags={"taizhang/started_by": "half_year"})
            for half_year in final
        ],
        dynamic_partitions_requests=[HALF_YEARS.build_add_request(new)] if new else [],
    )


def _fingerprint(home: Home) -> str:
    """Files with sizes and times as one hash: a cursor is shown and kept, and a file's name may be a name."""
    files = [(arrival.delivered_as, arrival.size, arrival.modified_ns) for arrival in scan(home.inbox)]
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()
