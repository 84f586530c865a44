"""The dashboards of a home, drawn from its current snapshot."""

from pipelines.home import Home, open_to_readers
from reports.site import write_site


def draw_pages(home: Home) -> None:
    """Draw every page anew, readable by all users of the machine; nothing while no snapshot is published."""
    if home.current.exists():
        write_site(home.current.resolve(), home.dashboards)
        open_to_readers(home.dashboards)
