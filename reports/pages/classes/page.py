"""The page 分类: women with a file by management class, by street, by body and over the month ends."""

from collections.abc import Iterable, Mapping
from datetime import date

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.pages.classes.evidence import evidence_section
from reports.pages.floating.page import share_section
from reports.parts.by_street import of_column
from reports.parts.labels import Label, label
from reports.parts.listing import BY_STREET, facets_of
from reports.parts.section import Drawing, KeyFigure, Page, Panel, Section
from reports.parts.stamp import stamped
from reports.parts.table import ABSENT, Cell, Table, day, text, women
from reports.parts.theme import AXIS, fill, inert, names_axis, spoken, styled, styled_rows

KEYS = """
select division_name, management_class, women from marts.class_totals
where boundaries = 'own' and division_level in ('district', 'street')
    and as_of_date = (select max(as_of_date) from marts.class_totals)""".strip()
CLASSES = ("main", "co_managed", "floating", "unclassified")
VILLAGE_CLASSES = ("floating", "village_managed")
PATTERNS = {"main": "", "co_managed": "", "floating": "/", "unclassified": "x"}
TITLE = Label("分类管理", "Management classes")
LEAD = Label(
    "社区在册已婚育龄妇女，每人只计一次。",
    "Married women of childbearing age with a file in a community, each counted once.",
)

MONTHS = Label("有台账的每个月末。", "At every month's end that ledgers cover.")


def classes_page(marts: Marts) -> Page:
    """How many women are in which class, of the newest month's end and over time."""
    totals = marts["class_totals"].filter(pl.col("boundaries") == "own")
    sections = (
        section(marts),
        months_section(of_level(totals, "district")),
        evidence_section(marts),
        share_section(marts),
    )
    latest = of_level(newest(totals, "as_of_date"), "district")
    return stamped(marts, TITLE, answer(latest), sections, tuple(key_figures(marts)))


def answer(district: pl.DataFrame) -> Label:
    """How many women are in each class, in one sentence."""
    if district.is_empty():
        return LEAD
    month = day(district["as_of_date"].item(0)).zh
    in_class = {
        code: women(value).zh for code, value in district.select("management_class", "women").iter_rows()
    }
    named = [(label("management_class", code), in_class[code]) for code in CLASSES if code in in_class]
    files = in_class.get("all")
    zh, en = (f"有 {files} 份档案：", f"{files} files: ") if files else ("", "")
    return Label(
        f"{month} {zh}{'，'.join(f'{name.zh} {value}' for name, value in named)}。",
        f"On {month}, {en}{', '.join(f'{value} {name.en}' for name, value in named)}.",
    )


def key_figures(marts: Marts) -> Iterable[KeyFigure]:
    """Women by class at the newest month's end, of district and streets."""
    totals = newest(marts["class_totals"].filter(pl.col("boundaries") == "own"), "as_of_date")
    in_class = dict(of_level(totals, "district").select("management_class", "women").iter_rows())
    for code in CLASSES:
        shown = women(in_class[code]) if code in in_class else ABSENT
        of_each = of_column(
            of_level(totals, "street").filter(pl.col("management_class") == code),
            "women",
            women,
            "division_code",
        )
        named = label("management_class", code)
        yield KeyFigure(code, named, shown, KEYS, of_streets=of_each, facets={"class": code})


def section(marts: Marts) -> Section:
    """Class counts of the newest month end by street and body."""
    latest = newest(marts["class_totals"].filter(pl.col("boundaries") == "own"), "as_of_date")
    panels = [*_street_panel(of_level(latest, "street"), of_level(latest, "district"))]
    if tables := tuple(_body_tables(newest(marts["class_counts"], "as_of_date"))):
        panels.append(Panel(tables))
    return Section("classes", Label("各街道、各社区", "By street and community"), LEAD, tuple(panels))


def months_section(district: pl.DataFrame) -> Section:
    """Class counts of the district at every month's end."""
    return Section("months", Label("逐月变化", "Over time"), MONTHS, tuple(_month_panel(district)))


def of_level(totals: pl.DataFrame, level: str) -> pl.DataFrame:
    """The rows of the district, or of its streets and towns."""
    levels = ["street", "town"] if level == "street" else [level]
    return totals.filter(pl.col("division_level").is_in(levels)).sort("division_code", "as_of_date")


def draw_streets(streets: pl.DataFrame) -> go.Figure:
    """Stacked bars, one a street; a street with a withheld class carries the mark at its name."""
    marked = streets.group_by("division_code", maintain_order=True).agg(
        pl.col("division_name").first(), pl.col("women").null_count().alias("withheld")
    )
    codes = marked["division_code"].to_list()
    marks = [" *" if withheld else "" for withheld in marked["withheld"]]
    names = [f"{name}{mark}" for name, mark in zip(marked["division_name"], marks, strict=True)]
    figure = go.Figure([_class_bar(streets, code, "h") for code in CLASSES])
    figure.update_layout(barmode="stack", bargap=0.32, uniformtext={"mode": "hide", "minsize": 11})
    title = {"text": spoken(Label("人", "women")), "font": {"size": 12}}
    figure.update_xaxes(**AXIS, title=title, rangemode="tozero", tickformat=",d")
    figure.update_yaxes(**names_axis(codes, names))
    return styled_rows(figure, len(codes), 52)


def draw_months(district: pl.DataFrame) -> go.Figure:
    """Stacked bars of the whole district, one a month end."""
    figure = go.Figure([_class_bar(district, code, "v") for code in CLASSES])
    figure.update_layout(barmode="stack", bargap=0.35, uniformtext={"mode": "hide", "minsize": 11})
    figure.update_xaxes(**{**AXIS, "showgrid": False}, type="category")
    figure.update_yaxes(**AXIS, rangemode="tozero", tickformat=",d")
    return styled(figure, 380)


def _class_bar(frame: pl.DataFrame, management_class: str, orientation: str) -> go.Bar:
    of_class = frame.filter(pl.col("management_class") == management_class)
    women_of_class = of_class["women"].to_list()
    horizontal = orientation == "h"
    places = of_class["division_code" if horizontal else "as_of_date"].cast(pl.String).to_list()
    value = "%{x:,}" if horizontal else "%{y:,}"
    return go.Bar(
        name=spoken(label("management_class", management_class)),
        meta={"class": management_class},
        x=women_of_class if horizontal else places,
        y=places if horizontal else women_of_class,
        orientation=orientation,
        marker=fill(f"class-{management_class}", PATTERNS[management_class]),
        texttemplate=value,
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        insidetextfont={"color": f"var(--on-class-{management_class})"},
        customdata=[inert(name) for name in of_class["division_name"].to_list()],
        hovertemplate="%{customdata}<br>%{fullData.name}: " + value + "<extra></extra>",
    )


def _street_panel(streets: pl.DataFrame, district: pl.DataFrame) -> Iterable[Panel]:
    if streets.is_empty():
        return
    month = day(streets["as_of_date"].item(0)).zh
    caption = Label(f"各街道分类人数，{month}", f"Women by street and class, {month}")
    told = Label(
        f"堆叠条形图：{caption.zh}。数字见旁表。",
        f"Stacked bars: {caption.en}. The table holds the numbers.",
    )
    table = Table(
        "table-classes-street",
        caption,
        (Label("街道", "street"), *(label("management_class", code) for code in CLASSES)),
        _rows(streets, "division_code", "division_name", CLASSES),
        _rows(district, "division_code", "division_name", CLASSES),
        query=f"pivot (from marts.class_totals where as_of_date = '{month}' and boundaries = 'own') "
        "on management_class using any_value(women) group by division_code, division_name",
        facets=_facets(streets, "division_code", {"street": "division_code"}),
        column_facets=_class_columns(CLASSES, 1),
    )
    drawing = Drawing("figure-classes-street", caption, told, draw_streets(streets), facet="street")
    yield Panel((table,), drawing)


def _month_panel(district: pl.DataFrame) -> Iterable[Panel]:
    if district.is_empty():
        return
    caption = Label("全区分类人数，逐月末", "Women of the district by class, at each month's end")
    told = Label(
        f"堆叠柱形图：{caption.zh}。数字见旁表。",
        f"Stacked columns: {caption.en}. The table holds the numbers.",
    )
    table = Table(
        "table-classes-month",
        caption,
        (Label("月末", "month end"), *(label("management_class", code) for code in CLASSES)),
        _rows(district, "as_of_date", "as_of_date", CLASSES),
        query="pivot (from marts.class_totals where division_level = 'district' and boundaries = 'own') "
        "on management_class using any_value(women) group by as_of_date",
        column_facets=_class_columns(CLASSES, 1),
    )
    yield Panel((table,), Drawing("figure-classes-month", caption, told, draw_months(district)))


def _body_tables(bodies: pl.DataFrame) -> Iterable[Table]:
    """The communities' table, and the villages' beside it: their files never enter the three classes."""
    parts = (
        ("community", CLASSES, Label("各社区分类人数", "Women by community and class")),
        (
            "village",
            VILLAGE_CLASSES,
            Label("各村在册人数（不计入三类）", "Women by village, beside the three classes"),
        ),
    )
    for level, classes, caption in parts:
        of_bodies = bodies.filter(pl.col("body_level") == level).sort("body_code")
        if of_bodies.is_empty():
            continue
        headers = (label("division_level", level), *(label("management_class", code) for code in classes))
        rows = _rows(of_bodies, "body_code", "body_name", classes, "street_name")
        columns = (headers[0], Label("街道", "street"), *headers[1:])
        month = day(of_bodies["as_of_date"].item(0)).zh
        yield Table(
            f"table-classes-{level}",
            caption,
            columns,
            rows,
            folded=True,
            query=f"pivot (from marts.class_counts where as_of_date = '{month}' and body_level = '{level}') "
            "on management_class using any_value(women) group by body_code, body_name, street_name",
            facets=_facets(of_bodies, "body_code", {**BY_STREET, "area": "area_type"}),
            column_facets=_class_columns(classes, 2),
        )


def _rows(
    frame: pl.DataFrame, key: str, name: str, classes: tuple[str, ...], *attributes: str
) -> tuple[tuple[Cell, ...], ...]:
    """One row a body or month: its name, its attributes, and a cell a class."""
    rows: list[tuple[Cell, ...]] = []
    for of_key in frame.partition_by(key, maintain_order=True):
        first = of_key.row(0, named=True)
        by_class = dict(of_key.select("management_class", "women").iter_rows())
        counts = (women(by_class[code]) if code in by_class else ABSENT for code in classes)
        rows.append((_name(first[name]), *(text(first[column]) for column in attributes), *counts))
    return tuple(rows)


def _class_columns(classes: tuple[str, ...], names: int) -> tuple[dict[str, str], ...]:
    """The class of each column by which the filter keeps or hides it, after those that name the row."""
    return (*({} for _ in range(names)), *({"class": code} for code in classes))


def _facets(frame: pl.DataFrame, key: str, facets: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """The codes of each row of `_rows` by which filters keep or hide it."""
    return facets_of(frame.unique(key, keep="first", maintain_order=True), facets)


def _name(value: str | date | None) -> Cell:
    return day(value) if isinstance(value, date) else text(value)
