"""`taizhang ui`: Dagster's webserver and daemon on the home's instance."""

import sys

from pipelines.cli.console import console, fail
from pipelines.cli.serving import port_problem, serve_until_told
from pipelines.cli.statuses import WRONG_CALL
from pipelines.home import Home


def serve(home: Home, port: int) -> int:
    """Run the web interface until it is told to end; the exit status."""
    if problem := port_problem(port):
        return fail(problem, WRONG_CALL)
    from pipelines.orchestration.instance import use_instance

    home.prepare()
    use_instance(home)
    console.print(f"http://127.0.0.1:{port} (Ctrl-C ends it)")
    module = ["-m", "dagster", "dev", "-m", "pipelines.orchestration.definitions"]
    return serve_until_told(
        [sys.executable, *module, "-p", str(port)],
        {"TAIZHANG_HOME": str(home.root), "PYTHONWARNINGS": "ignore"},
    )
