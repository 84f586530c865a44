"""The record of the last night: what it rested on, what it published or why it published nothing."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.home import Home

NOTHING_ACCEPTED = "nothing_accepted"


@dataclass(frozen=True)
class NightRecord:
    """Outcome is `published`, `unchanged`, `held_back`, or `nothing_accepted` while no row ever was.

    `held_back_by` names the checks that blocked.
    `could_not_run` names the checks that are without a result, those that blocked for it among them.
    """

    as_of: str
    fingerprint: str
    outcome: str
    snapshot_id: str | None
    held_back_by: tuple[str, ...]
    finished_at: str
    could_not_run: tuple[str, ...] = ()


def what_stands(home: Home) -> str:
    """What readers have after a night that published nothing."""
    return "the last good snapshot stands" if home.current.exists() else "nothing is published yet"


def write_record(path: Path, record: NightRecord) -> None:
    """Keep the record, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(asdict(record), indent=1), "utf-8")
    part.replace(path)


def read_record(path: Path) -> NightRecord | None:
    """The last night's record; None where no night has ended yet."""
    if not path.exists():
        return None
    stored = json.loads(path.read_text("utf-8"))
    names = ("held_back_by", "could_not_run")
    return NightRecord(**stored | {name: tuple(stored.get(name, ())) for name in names})
