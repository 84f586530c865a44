"""The page that explains every score: its words and figure frames here, its numbers in files beside it."""

from collections.abc import Mapping
from typing import Any

from reports.labels import Label, label

NOTE = Label(
    "显示到两位小数:每一步都取前后两个余额四舍五入后的差,所以各级相加正好等于上一级,"
    "每个数与单独四舍五入相差不超过 0.01。",
    "Shown to two decimals: every step is the difference of the rounded levels before and after it, so that "
    "each level adds up to the one above; no number is more than 0.01 from its own rounding.",
)


def indicator_label(line: Mapping[str, Any]) -> Label:
    """An indicator by the scheme's own Chinese name and our short English one."""
    ours = label("indicator", line["indicator_id"])
    return Label(line["label_zh"] or ours.zh, ours.en)
