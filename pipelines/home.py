"""The places of a home: where originals, private layers, keys and snapshots lie, and their rights."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PRIVATE_MODE = 0o700
PASSAGE_MODE = 0o711
PUBLIC_MODE = 0o755
PUBLIC_FILE_MODE = 0o644


@dataclass(frozen=True)
class Home:
    """The paths under one home directory; nothing is made before `prepare`."""

    root: Path

    @classmethod
    def find(cls, given: Path | None = None) -> "Home":
        """The home of `--home`, else of TAIZHANG_HOME, else `./var`."""
        return cls(Path(given or os.environ.get("TAIZHANG_HOME") or "var").resolve())

    @property
    def inbox(self) -> Path:
        """Where deliveries arrive."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Layer 0: every delivered file, named by its SHA-256."""
        return self.root / "archive"

    @property
    def identified(self) -> Path:
        """Layer 1: the database of parsed rows with names and IDs."""
        return self.root / "private" / "identified.duckdb"

    @property
    def warehouse(self) -> Path:
        """Layer 2: the pseudonymous warehouse."""
        return self.root / "private" / "warehouse.duckdb"

    @property
    def scratch(self) -> Path:
        """Parsed columns on their way into layer 1; emptied by every run."""
        return self.root / "private" / "scratch"

    @property
    def key_file(self) -> Path:
        """The secret behind every pseudonym."""
        return self.root / "keys" / "pseudonym.key"

    @property
    def mail_password(self) -> Path:
        """The password of the mail server that takes the alerts."""
        return self.key_file.with_name("mail.password")

    @property
    def mail_authority(self) -> Path:
        """The certificate of the mail server's own authority, where no public one signed the server's."""
        return self.key_file.with_name("mail.pem")

    @property
    def settings(self) -> Path:
        """The commission's own settings and assessment schemes."""
        return self.root / "settings"

    @property
    def matching(self) -> Path:
        """What matching persons has learnt and scored; it holds shares of names, so it never leaves here."""
        return self.root / "private" / "matching"

    @property
    def frozen(self) -> Path:
        """Frozen half-years: a folder each, with its figures, rules and the list of its inputs."""
        return self.root / "private" / "frozen"

    @property
    def history(self) -> Path:
        """What became of findings: a file a night, by its date of knowledge."""
        return self.root / "private" / "history"

    @property
    def audit(self) -> Path:
        """The chained log of what was done with this home."""
        return self.root / "private" / "audit"

    @property
    def manifest(self) -> Path:
        """The hash of every file that the last run left behind."""
        return self.root / "private" / "manifest.json"

    @property
    def worklists(self) -> Path:
        """What goes back to the bodies: a folder each, with a workbook a night."""
        return self.root / "worklists"

    @property
    def published(self) -> Path:
        """Layer 3: what may be shown."""
        return self.root / "published"

    @property
    def snapshots(self) -> Path:
        """The published snapshots, each a whole database."""
        return self.published / "snapshots"

    @property
    def current(self) -> Path:
        """The link to the newest complete snapshot."""
        return self.published / "warehouse.duckdb"

    @property
    def dashboards(self) -> Path:
        """The pages drawn from the current snapshot."""
        return self.published / "dashboards"

    @property
    def packs(self) -> Path:
        """Inspection packs: a folder each half-year."""
        return self.published / "packs"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME: run history and event log."""
        return self.root / "dagster"

    @property
    def lineage(self) -> Path:
        """Where each column comes from, as last read out of the SQL; made anew where it is missing."""
        return self.dagster / "lineage"

    @property
    def lock(self) -> Path:
        """Held by the one run that writes."""
        return self.root / "private" / "run.lock"

    @property
    def record(self) -> Path:
        """What the last night did."""
        return self.root / "private" / "last_night.json"

    @property
    def pinned_date(self) -> Path:
        """The date of knowledge of a home that holds a past or a sample district, YYYY-MM-DD."""
        return self.settings / "as_of"

    def usual_date(self) -> date:
        """The pinned date where there is one, else today."""
        if self.pinned_date.exists():
            return date.fromisoformat(self.pinned_date.read_text("utf-8").strip())
        return date.today()

    def prepare(self) -> None:
        """Make every directory with its rights; files made later are readable by their owner alone."""
        os.umask(0o077)
        # the home itself may be passed through, so that others reach what is published and nothing else
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(PASSAGE_MODE)
        for place in (
            self.archive,
            self.scratch,
            self.frozen,
            self.history,
            self.worklists,
            self.key_file.parent,
            self.settings,
            self.dagster,
        ):
            place.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
            place.chmod(PRIVATE_MODE)
        self.identified.parent.chmod(PRIVATE_MODE)
        self.inbox.mkdir(mode=PRIVATE_MODE, exist_ok=True)
        for place in (self.published, self.snapshots):
            place.mkdir(mode=PUBLIC_MODE, exist_ok=True)
            place.chmod(PUBLIC_MODE)


def open_to_readers(folder: Path) -> None:
    """Let all users read what lies in a published folder; the umask of a run keeps all else to its owner."""
    folder.chmod(PUBLIC_MODE)
    for path in folder.rglob("*"):
        path.chmod(PUBLIC_MODE if path.is_dir() else PUBLIC_FILE_MODE)


class HomeBusyError(RuntimeError):
    """Another run is writing to the home."""


@contextmanager
def only_run(home: Home, waits: bool = False) -> Iterator[None]:
    """Hold the home's lock, which the kernel frees however its holder ends; HomeBusyError while held.

    Who `waits` is not refused, but holds it next.
    """
    with home.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeBusyError(f"another run is writing to {home.root}: wait until it has ended") from None
        yield
