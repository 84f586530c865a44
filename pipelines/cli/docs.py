"""`taizhang docs`: the data dictionary of this program, which no home need stand behind."""

from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from pipelines.cli.console import console, fail
from pipelines.cli.statuses import DONE, WRONG_CALL
from pipelines.home import open_to_readers
from pipelines.warehouse.blank import blank_warehouse
from pipelines.warehouse.dictionary import dictionary
from pipelines.warehouse.fingerprint import program_sha256
from reports.dictionary import DATA, write_dictionary


def write_docs(out: Path) -> int:
    """Write page and JSON into the folder, readable by all users of the machine; the exit status."""
    if out.exists() and any(out.iterdir()) and not (out / DATA).exists():
        return fail(
            f"{out} holds other files than a dictionary: give --out an empty or a new folder", WRONG_CALL
        )
    with blank_warehouse() as connection:
        tables = [asdict(entry) for entry in dictionary(connection)]
    out.parent.mkdir(parents=True, exist_ok=True)
    page = write_dictionary(tables, {"version": version("taizhang"), "sha256": program_sha256()}, out)
    open_to_readers(out)
    console.print(f"{len(tables)} tables: {page} and {page.with_name(DATA)}", soft_wrap=True, markup=False)
    return DONE
