"""How the notebook's process learns which desk it was opened on: from its environment."""

import os

import duckdb

from pipelines.desk.views import PSEUDONYMOUS, open_desk
from pipelines.home import Home

SOURCE = "TAIZHANG_DESK"


def is_pseudonymous() -> bool:
    """Whether exact counts were asked for when the desk was opened."""
    return os.environ.get(SOURCE) == PSEUDONYMOUS


def asked_desk() -> duckdb.DuckDBPyConnection:
    """The desk of TAIZHANG_HOME: on what is published, unless TAIZHANG_DESK asks for exact counts too."""
    return open_desk(Home.find(), pseudonymous=is_pseudonymous())
