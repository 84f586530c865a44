"""Section of the quality page: what is missing, from buildings to files, and what no register shows."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.labels import Label
from reports.parts.placed import found_query, places, street_facets, street_rows, total
from reports.parts.section import Drawing, Explanation, Panel, Section
from reports.parts.table import WITHHELD, Cell, Table, count, term, text
from reports.parts.theme import AXIS, names_axis, spoken, styled_rows

KINDS = {
    "building_without_book": Label("漏楼", "buildings"),
    "dwelling_without_page": Label("漏户", "households"),
    "person_missing_on_page": Label("漏人", "persons on a page"),
    "required_cell_blank": Label("漏项", "entries"),
    "missed_from_slip": Label("漏档：通报单", "files: slips"),
    "missed_from_float": Label("漏档：流动登记", "files: registrations"),
    "missed_from_change": Label("漏档：月报", "files: monthly reports"),
}
DISTRICT = "ALL"
TITLE = Label("缺漏", "Missing")
LEAD = Label(
    "漏楼、漏户、漏人、漏项、漏档(按三种依据)，没有到的文件，以及所有登记都没有显示的人数的估计。",
    "Buildings, households, persons and entries that are missing; missing files by three kinds of evidence; "
    "deliveries that did not arrive; and an estimate of what no register shows.",
)
ASSUMED = Label(
    "两种登记说的是半年末同一批妇女；同一人在两处以证号相认；在一处与否和在另一处与否无关。"
    "台账部分抄自通报单和登记，所以真数还要多些；主管类、村、未婚者和从不报通报单的单位不在内。",
    "Both registers are of the same women at the half-year's end, a woman is known by her citizen ID in "
    "both, and standing in one says nothing about the other. Ledgers are partly written from slips and "
    "registrations, so the true number is rather higher; main women, villages, never-married women and "
    "units that send no slips are outside.",
)


def section(marts: Marts) -> Section:
    """What is missing by street and kind, files that did not arrive, and the estimate where there is one."""
    runs = newest(marts["check_runs"], "as_of_date")
    if runs.is_empty():
        return Section("missing", TITLE, LEAD)
    panels = [Panel((_streets(marts, runs),)), Panel((_files(marts["missing_files"]),))]
    return Section("missing", TITLE, LEAD, (*panels, *_estimates(marts)))


def draw_estimates(estimates: pl.DataFrame, names: list[str]) -> go.Figure:
    """One dot a street, its line from the low to the high end."""
    keys = estimates["street_code"].to_list()
    missed, low, high = (estimates[column].to_list() for column in ("estimated_missed", "low", "high"))
    dots = go.Scatter(
        x=missed,
        y=keys,
        mode="markers",
        marker={"color": "var(--stock)", "size": 9},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [None if end is None else end - at for end, at in zip(high, missed, strict=True)],
            "arrayminus": [at - end for end, at in zip(low, missed, strict=True)],
            "color": "var(--stock)",
        },
        customdata=[_interval(*ends).zh for ends in zip(low, high, strict=True)],
        hovertemplate="%{x:,} (%{customdata})<extra></extra>",
    )
    figure = go.Figure([dots])
    title = {"text": spoken(Label("人", "women")), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, rangemode="tozero", tickformat=",d", nticks=6)
    figure.update_yaxes(**names_axis(keys, names))
    return styled_rows(figure, len(keys), 34)


def _streets(marts: Marts, runs: pl.DataFrame) -> Table:
    totals = (Cell("全区", "district"), *(total(runs, [check]) for check in KINDS))
    caption = Label("缺漏条数，按街道", "What is missing, by street")
    headers = (Label("街道", "street"), *KINDS.values())
    return Table(
        "table-missing",
        caption,
        headers,
        street_rows(marts, tuple(KINDS)),
        (totals,),
        is_sortable=True,
        query=found_query("check_id", tuple(KINDS)),
        facets=street_facets(marts),
    )


def _files(missing: pl.DataFrame) -> Table:
    rows = tuple(
        (
            term("contract", row["source"]),
            text(row["period"]),
            text(row["street_name"]),
            text(row["body_name"]),
        )
        for row in missing.sort("source", "period", "body_code").iter_rows(named=True)
    )
    headers = (
        Label("来源", "source"),
        Label("期次", "period"),
        Label("街道", "street"),
        Label("单位", "body"),
    )
    caption = Label("应报未到的文件", "Files expected that did not arrive")
    codes = missing.sort("source", "period", "body_code")["street_code"]
    return Table(
        "table-missing-files",
        caption,
        headers,
        rows,
        is_sortable=True,
        query="from marts.missing_files",
        facets=tuple({"street": code} if code else {} for code in codes),
    )


def _estimates(marts: Marts) -> Iterable[Panel]:
    latest = newest(marts["missed_estimates"], "half_year").sort("street_code", "stratum")
    if latest.is_empty():
        return
    names = dict(places(marts).select("body_code", "body_name").iter_rows()) | {DISTRICT: "全区"}
    half_year = latest["half_year"].item(0)
    caption = Label(
        f"各登记都没有显示的人数，估计，{half_year}", f"Women whom no register shows, estimated, {half_year}"
    )
    headers = (
        Label("街道", "street"),
        Label("范围", "stratum"),
        Label("台账", "in the ledger"),
        Label("另一登记", "in the other register"),
        Label("两处都有", "in both"),
        Label("估计漏", "estimated missing"),
        Label("95% 区间", "95 % interval"),
    )
    rows = tuple(_estimate(row, names) for row in latest.iter_rows(named=True))
    table = Table(
        "table-estimates",
        caption,
        headers,
        rows,
        query=f"from marts.missed_estimates where half_year = '{half_year}'",
    )
    told = Label(
        "圆点和线：各街道的估计和区间。数字见表。", "Dots and lines: estimates. The table has the numbers."
    )
    drawn = latest.filter(
        pl.col("stratum") == "all",
        pl.col("street_code") != DISTRICT,
        pl.col("estimated_missed").is_not_null(),
    )
    shown = [names.get(code, code) for code in drawn["street_code"]]
    drawing = Drawing("figure-estimates", caption, told, draw_estimates(drawn, shown))
    summary = (Cell("估计的前提", "what the estimate assumes"),)
    assumed = Explanation(summary, ((Label("前提", "assumptions"), ASSUMED),))
    yield Panel((table,), None if drawn.is_empty() else drawing, (assumed,))


def _estimate(row: dict[str, Any], names: dict[str, str]) -> tuple[Cell, ...]:
    code = row["street_code"]
    head = (text(names.get(code, code)), term("stratum", row["stratum"]))
    if row["is_withheld"]:
        return (*head, *[WITHHELD] * 5)
    numbers = tuple(count(row[column]) for column in ("in_ledger", "in_other", "in_both", "estimated_missed"))
    return (*head, *numbers, _interval(row["low"], row["high"]))


def _interval(low: int, high: int | None) -> Cell:
    """Both ends; too few in both registers leave the upper end open."""
    return Cell(f"≥{low:,}" if high is None else f"{low:,}–{high:,}", kind="number")
