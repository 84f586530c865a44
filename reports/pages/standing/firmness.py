"""How firm a rank is, in cells: its band, the ranks within reach, and the indicator that decides it."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from reports.marts.tables import Marts
from reports.parts.labels import Label, label
from reports.parts.table import ABSENT, Cell, count

KEY = ("half_year", "body_code")
BAND = Label("档次", "band")
WITHIN = Label("名次可在", "rank may be")
DECIDING = Label("决定名次的指标", "deciding indicator")


def with_firmness(bodies: pl.DataFrame, marts: Marts) -> pl.DataFrame:
    """The bodies with best and worst rank when all that is uncertain varies, band, and deciding indicator."""
    of_all = marts["rank_intervals"].filter(pl.col("varied") == "all")
    ranges = of_all.select(*KEY, "rank_best", "rank_worst")
    bands = marts["rank_firmness"].select(*KEY, "band", "deciding_indicator_id", "rank_without")
    joined = bodies.join(ranges, on=list(KEY), how="left", maintain_order="left")
    return joined.join(bands, on=list(KEY), how="left", maintain_order="left")


def firmness(body: Mapping[str, Any]) -> tuple[Cell, Cell, Cell]:
    """Cells for `BAND`, `WITHIN` and `DECIDING`; absent where the ranks were not drawn."""
    return count(body["band"]), _range(body["rank_best"], body["rank_worst"]), _deciding(body)


def _range(best: int | None, worst: int | None) -> Cell:
    if best is None:
        return ABSENT
    return Cell(f"{best}" if best == worst else f"{best}–{worst}", kind="number")


def _deciding(body: Mapping[str, Any]) -> Cell:
    if body["band"] is None:
        return ABSENT
    if not (indicator := body["deciding_indicator_id"]):
        return Cell("无", "none")
    named, rank = label("indicator", indicator), body["rank_without"]
    return Cell(f"{named.zh}，去掉则第 {rank} 名", f"{named.en}; rank {rank} without it")
