"""The resource all assets of one night share: home, date, inbox, lock and the one connection that writes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import date
from pathlib import Path

import duckdb
from dagster import ConfigurableResource, DagsterEventType, InitResourceContext
from pydantic import PrivateAttr

from pipelines.audit.log import append
from pipelines.audit.manifest import BEGUN, seal
from pipelines.home import Home, only_run
from pipelines.orchestration.killed import report_killed, sign
from pipelines.orchestration.quiet import quiet
from pipelines.orchestration.retention import let_go
from pipelines.warehouse.connection import warehouse

Report = Callable[[str, int, int], None]
REPORT: ContextVar[Report] = ContextVar("REPORT", default=lambda stage, done, of: None)


class NightResource(ConfigurableResource["NightResource"]):
    """Where and for which date the night runs; blank values mean the usual home, its inbox, its date.

    One that `waits` begins when the run that writes to the home has ended; the others are refused.
    """

    home_path: str = ""
    inbox_path: str = ""
    as_of: str = ""
    waits: bool = True

    _stack: ExitStack = PrivateAttr(default_factory=ExitStack)
    _built: int = PrivateAttr(default=0)
    _connection: duckdb.DuckDBPyConnection | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        """The home of this night."""
        return Home.find(Path(self.home_path) if self.home_path else None)

    @property
    def inbox(self) -> Path:
        """Where tonight's deliveries lie."""
        return Path(self.inbox_path) if self.inbox_path else self.home.inbox

    @property
    def date(self) -> date:
        """The date of knowledge."""
        return date.fromisoformat(self.as_of) if self.as_of else self.home.usual_date()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """Layer 2, opened when it is first asked for: landing must have closed layer 1 by then."""
        if self._connection is None:
            self._connection = self._stack.enter_context(warehouse(self.home))
        return self._connection

    def counted(self, of: int) -> tuple[int, int]:
        """One more table of so many is built."""
        self._built += 1
        return self._built, of

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator["NightResource"]:
        """Hold the home's lock for as long as the night runs; its files are sealed when all are closed."""
        home = self.home
        with quiet("beginning of the night"):
            home.prepare()
            if context.instance and context.run_id:
                sign(context.instance, context.run_id)
                report_killed(context.instance)
        with only_run(home, self.waits):
            with quiet("beginning of the night"):
                append(home.audit, BEGUN, {"as_of": str(self.date)})
            with self._stack:
                yield self
            with quiet("end of the night"):
                has_failed = _has_failed(context)
                if not has_failed:
                    let_go(home, self.date, context.instance)
                seal(home, night=None if has_failed else str(self.date))


def _has_failed(context: InitResourceContext) -> bool:
    """Whether a step of the run failed, so that the next night must not take its results for whole."""
    if context.instance is None or context.run_id is None:
        return True
    return bool(context.instance.all_logs(context.run_id, of_type=DagsterEventType.STEP_FAILURE))
