"""Panel of the page 分类: women by the class that files declare and the class that evidence says."""

from collections.abc import Iterable

import plotly.graph_objects as go
import polars as pl

from reports.marts.snapshot import newest
from reports.marts.tables import Marts
from reports.parts.bars import Part, stacked_bars
from reports.parts.labels import Label, codes, label
from reports.parts.listing import HALF_YEAR, Listing, Shown, coded, listed
from reports.parts.section import Drawing, Panel
from reports.parts.table import text, women

NAMES = ("division_code", "division_name")
SAID = codes("evidenced_class")
PATTERNS = {"main": "\\", "co_managed": "/", "floating": "x", "none": ""}
CAPTION = Label("所报类别与依据所示类别", "Class declared, and class that evidence says")
DRAWN = Label("依据与所报类别不符的妇女", "Women whose evidence says another class, or none")
TOLD = Label(
    "堆叠条形图：各街道依据不符的妇女，按所报类别和依据所示类别。隐去的数不画；数字见表。",
    "Stacked bars: women of the streets whose evidence disagrees, by class declared and class said. Withheld "
    "numbers are not drawn; the table has the numbers.",
)
QUERY = """
pivot (
    from marts.evidenced_classes
    where half_year = (select max(half_year) from marts.evidenced_classes)
    qualify bool_or(women is distinct from 0) over (partition by division_code, management_class)
) on evidenced_class using any_value(women) group by division_code, division_name, management_class""".strip()
FACETS = {"street": "division_code", "half_year": "half_year", "class": "management_class"}


def evidenced_panel(marts: Marts) -> Iterable[Panel]:
    """The newest half-year's declared classes against what evidence says, by street and for the district."""
    latest = newest(marts["evidenced_classes"], "half_year")
    counts = _side_by_side(latest)
    if counts.is_empty():
        return
    is_district = pl.col("division_level") == "district"
    shown = (
        Shown("division_name", Label("街道", "street"), text),
        HALF_YEAR,
        Shown("management_class", Label("所报类别", "declared"), coded("management_class")),
        *(Shown(code, _said(code), women) for code in SAID),
    )
    streets, district = counts.filter(~is_district), counts.filter(is_district)
    table = listed(Listing("table-evidenced", CAPTION, QUERY, FACETS), streets, shown, district)
    drawn = draw_evidenced(latest.filter(~is_district))
    drawing = Drawing("figure-evidenced", DRAWN, TOLD, drawn, facet="street")
    yield Panel((table,), drawing, is_wide=True)


def draw_evidenced(streets: pl.DataFrame) -> go.Figure:
    """One bar a street: women whose evidence disagrees with the class declared, a part a pair of classes."""
    pair = pl.concat_str("management_class", "evidenced_class", separator=":").alias("pair")
    apart = streets.filter(pl.col("management_class") != pl.col("evidenced_class"), pl.col("women") > 0)
    found = apart.select("management_class", "evidenced_class").unique().sort(pl.all()).rows()
    rows = streets.select(*NAMES).unique().sort(*NAMES)
    counts = apart.with_columns(pair).pivot("pair", index=list(NAMES), values="women")
    parts = [
        Part(f"{declared}:{said}", _pair(declared, said), f"class-{declared}", PATTERNS[said])
        for declared, said in found
    ]
    return stacked_bars(rows.join(counts, on=list(NAMES), how="left"), *NAMES, parts, Label("人", "women"))


def _side_by_side(counts: pl.DataFrame) -> pl.DataFrame:
    """One row a division and declared class in use, with a column for each class that evidence says."""
    key = ["half_year", *NAMES, "division_level", "management_class"]
    said = [pl.col("women").filter(pl.col("evidenced_class") == code).first().alias(code) for code in SAID]
    order = {code: place for place, code in enumerate(codes("management_class"))}
    beside = counts.group_by(key).agg(said)
    # a class that nobody declares is no row of zeros; a withheld number is not zero
    in_use = beside.filter(pl.any_horizontal(pl.col(SAID).ne_missing(0)))
    return in_use.sort(
        "division_code", pl.col("management_class").replace_strict(order, return_dtype=pl.Int64)
    )


def _said(code: str) -> Label:
    told = label("evidenced_class", code)
    return told if code == "none" else Label(f"依据为{told.zh}", f"evidence: {told.en}")


def _pair(declared: str, said: str) -> Label:
    of_class, told = label("management_class", declared), _said(said)
    return Label(f"{of_class.zh}，{told.zh}", f"{of_class.en}, {told.en}")
