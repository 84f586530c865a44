"""Where the program starts: it loads what it needs only where there is memory for it."""

import resource
import sys

from pipelines.cli.statuses import FAILED

LEAST_MEGABYTES = 1_200  # of addresses, to load all that a command needs; a night takes more, by its files


def main() -> None:
    """Run the program, or say that it may take too little memory: libraries would end it without a word."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < LEAST_MEGABYTES << 20:
        sys.stderr.write(
            f"taizhang: it may take {limit >> 20:,} MB of memory here (ulimit -v), and needs at least "
            f"{LEAST_MEGABYTES:,}: raise the limit\n"
        )
        sys.exit(FAILED)
    from pipelines.cli.main import main as run

    run()
