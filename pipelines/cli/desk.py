"""`taizhang desk`: the analyst's notebook in marimo, on what is published or on the pseudonymous layer."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from pipelines.cli.console import console, fail
from pipelines.cli.output import record
from pipelines.cli.serving import port_problem, serve_until_told
from pipelines.cli.statuses import WRONG_CALL
from pipelines.desk.opening import SOURCE
from pipelines.desk.views import OPENED, PSEUDONYMOUS, PUBLISHED, DeskError, check_desk
from pipelines.home import Home

NOTEBOOK = Path(__file__).parents[1] / "desk" / "notebook.py"


def open_notebook(home: Home, notebook: Path, port: int, *, pseudonymous: bool) -> int:
    """Serve the notebook, made where it is not there yet, until it is told to end; the exit status."""
    if find_spec("marimo") is None:
        return fail("the desk needs marimo: run it as `uv run --extra desk taizhang desk`", WRONG_CALL)
    try:
        check_desk(home, pseudonymous=pseudonymous)
    except DeskError as error:
        return fail(str(error), WRONG_CALL)
    if problem := port_problem(port):
        return fail(problem, WRONG_CALL)
    if not pseudonymous:  # the other layer puts itself on record, whoever opens it
        record(home, OPENED, {"source": PUBLISHED, "snapshot_id": home.current.resolve().stem})
    if not notebook.exists():
        shutil.copyfile(NOTEBOOK, notebook)
    console.print(f"Notebook: {notebook} (Ctrl-C ends it)", soft_wrap=True, markup=False)
    told = {"TAIZHANG_HOME": str(home.root), SOURCE: PSEUDONYMOUS if pseudonymous else PUBLISHED}
    command = [sys.executable, "-m", "marimo", "edit", "--skip-update-check", "--no-sandbox"]
    return serve_until_told([*command, "--port", str(port), str(notebook)], told)
