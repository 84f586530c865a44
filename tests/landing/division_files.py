"""Deliveries of the division contract, written as an office sends them."""

import os
from pathlib import Path

HEADER = "区划代码,名称,别名,级别,上级代码,考核类型,城乡属性,代码来源,生效日期,失效日期"
LONG_AGO_NS = 1_150_000_000 * 10**9


def division_file(path: Path, *names: str, minutes: int = 0) -> Path:
    """A CSV with one street a name, settled long ago and `minutes` after the first delivery."""
    rows = [
        f"41160209{number},{name},,street,411602,urban,,project,2003-09-01,"
        for number, name in enumerate(names)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    moment = LONG_AGO_NS + minutes * 60 * 10**9
    os.utime(path, ns=(moment, moment))
    return path
