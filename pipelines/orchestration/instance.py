"""The home's own Dagster instance: its folder, and the settings that are written there."""

import os
from pathlib import Path

from pipelines.home import Home

SETTINGS = Path(__file__).with_name("instance.yaml")


def use_instance(home: Home) -> None:
    """Point Dagster to the home's folder, with this version's settings, and keep its telemetry off."""
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    (home.dagster / "dagster.yaml").write_text(SETTINGS.read_text("utf-8"), "utf-8")
