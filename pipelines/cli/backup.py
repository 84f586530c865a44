"""`taizhang backup` and `restore`: a home in one file, its keys in another, and back."""

from pathlib import Path

from pipelines.cli.console import console, fail
from pipelines.cli.output import moment
from pipelines.cli.statuses import DONE, FAILED, WRONG_CALL
from pipelines.cli.statuses import FOUND_WRONG as DIFFERENT
from pipelines.home import Home, HomeBusyError
from pipelines.keeping.backup import BackupRefusedError, back_up
from pipelines.keeping.contents import BadBackupError
from pipelines.keeping.restore import Restored, RestoreRefusedError, restore

SHOWN_FAULTS = 20


def write_backup(home: Home, out: Path, keys: Path | None) -> int:
    """Back the home up and say what to keep where; the exit status."""
    try:
        made = back_up(home, out, keys)
    except (BackupRefusedError, HomeBusyError) as error:
        return fail(str(error), WRONG_CALL)
    except PermissionError:
        return fail(
            f"run it as the user who runs the nights, with rights to write to {out.parent}", WRONG_CALL
        )
    except (OSError, BadBackupError) as error:
        return fail(f"no backup was made ({_kind(error)}): look at the disks, then run it again", FAILED)
    console.print(
        f"Backup: {out}, {made.files:,} files, {made.bytes:,} bytes, read back whole.", soft_wrap=True
    )
    console.print(f"Its SHA-256, to be kept elsewhere: {made.sha256}", soft_wrap=True)
    console.print("It holds names and IDs, as the originals do: keep it as closely as the home.")
    if made.skipped:
        console.print(f"Not in it: {made.skipped:,} links or unreadable entries of the inbox.")
    if keys:
        console.print(f"Keys: {keys}. Keep them apart: they turn pseudonyms back.", soft_wrap=True)
    else:
        console.print("The keys are not in it: back them up once, apart, with --keys FILE.")
    return DONE


def restore_backup(home: Home, file: Path, keys: Path | None, replaces: bool) -> int:
    """Restore the home, say what is left to do; 1 where it was not as its last run left it when backed up."""
    try:
        restored = restore(file, keys, home, replaces)
    except BadBackupError as error:
        return fail(f"the backup cannot be used: {error}. Nothing was changed", WRONG_CALL)
    except (RestoreRefusedError, HomeBusyError) as error:
        return fail(str(error), WRONG_CALL)
    except OSError as error:
        return fail(
            f"not restored ({_kind(error)}), nothing was changed: look at space and rights of "
            f"{home.root.parent}; a home that is a disk of its own takes a folder inside as --home",
            FAILED,
        )
    _say(home, restored)
    for fault in restored.faults[:SHOWN_FAULTS]:
        fail(f"in the backup already: {fault}", DIFFERENT)
    return DIFFERENT if restored.faults else DONE


def _say(home: Home, restored: Restored) -> None:
    contents = restored.contents
    console.print(
        f"Restored {home.root}: {contents.files:,} files backed up {moment(contents.made_at)} "
        f"by {contents.version}.",
        soft_wrap=True,
    )
    if restored.replaced:
        console.print(f"What stood there: {restored.replaced}; remove it when all is well.", soft_wrap=True)
    if not restored.has_key:
        console.print("Without its keys no night runs: restore it with --keys FILE.")
    console.print("Look at it: taizhang doctor, taizhang status; then taizhang nightly.")


def _kind(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
