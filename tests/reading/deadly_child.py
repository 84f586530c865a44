"""A worker's process that dies, hangs or swells over files with such names."""

import os
import time
from collections.abc import Sequence

from pipelines.reading import child
from pipelines.reading.files import File, read_batch
from pipelines.reading.readings import BatchReading


def read_deadly(files: Sequence[File]) -> BatchReading:
    for _, path in files:
        if "kill" in path.name:
            os.abort()
        if "hang" in path.name:
            time.sleep(60)
        if "swell" in path.name:
            bytearray(3_000_000_000)
    return read_batch(files)


if __name__ == "__main__":
    child.read_batch = read_deadly
    child.main()
