"""A worker's process that dies, hangs or swells over files with such names."""

import os
import time
from pathlib import Path

from pipelines.reading import child
from pipelines.reading.files import read_file
from pipelines.reading.readings import FileReading


def read_deadly(path: Path) -> FileReading:
    if "kill" in path.name:
        os.abort()
    if "hang" in path.name:
        time.sleep(60)
    if "swell" in path.name:
        return FileReading("read", detail=str(len(bytearray(3_000_000_000))))
    return read_file(path)


if __name__ == "__main__":
    child.read_file = read_deadly
    child.main()
