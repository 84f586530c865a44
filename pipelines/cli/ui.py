"""`taizhang ui`: Dagster's webserver and daemon on the home's instance."""

import os
import subprocess
import sys

from pipelines.cli.console import console
from pipelines.home import Home


def serve(home: Home, port: int) -> int:
    """Run the web interface until it is interrupted; its exit status."""
    from pipelines.orchestration.instance import use_instance

    home.prepare()
    use_instance(home)
    console.print(f"http://127.0.0.1:{port} (Ctrl-C ends it)")
    command = [
        sys.executable,
        "-m",
        "dagster",
        "dev",
        "-m",
        "pipelines.orchestration.definitions",
        "-p",
        str(port),
    ]
    try:
        return subprocess.run(
            command,
            env={**os.environ, "TAIZHANG_HOME": str(home.root), "PYTHONWARNINGS": "ignore"},
            check=False,
        ).returncode
    except KeyboardInterrupt:
        return 0
