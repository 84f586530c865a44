"""Jinja's templates, which escape everything that stands in them, and figures as JSON that stays inert."""

from pathlib import Path

import jinja2
import plotly.graph_objects as go
from markupsafe import Markup

from reports.parts.long_tables import packed_tables
from reports.parts.packed import inert_json
from reports.parts.withheld import MARK, MARK_MEANS, SMALL_COUNTS, SUM_MARK, SUM_MEANS

TEMPLATES = Path(__file__).parents[1] / "templates"


def environment() -> jinja2.Environment:
    """Jinja's templates, escaping everything that stands in them."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"figure_json": figure_json, "json": _json, "packed_tables": packed_tables}
    made.globals |= {
        "mark": MARK,
        "mark_means": MARK_MEANS,
        "sum_mark": SUM_MARK,
        "sum_means": SUM_MEANS,
        "small_counts": SMALL_COUNTS,
    }
    return made


def figure_json(figure: go.Figure) -> Markup:
    """A figure's data and layout as JSON that cannot end its script element or open another."""
    return Markup(inert_json(figure.to_plotly_json()))


def _json(value: object) -> Markup:
    return Markup(inert_json(value))
