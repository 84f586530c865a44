"""What every page of a snapshot carries: as of when its figures are, and the hash of their snapshot."""

import polars as pl

from reports.marts.tables import Marts
from reports.parts.labels import Label
from reports.parts.section import KeyFigure, Page, Section
from reports.parts.table import day, text


def stamped(
    marts: Marts,
    title: Label,
    what: Label,
    sections: tuple[Section, ...] = (),
    key_figures: tuple[KeyFigure, ...] = (),
) -> Page:
    """A page with date and hash of mart `snapshot`; `class_counts`, where read, names its streets."""
    stamp = next(marts["snapshot"].iter_rows(named=True), {"as_of_date": None, "snapshot_id": None})
    counted = marts.get("class_counts", pl.DataFrame({"street_code": [], "street_name": []}))
    return Page(
        title=title,
        what=what,
        as_of=day(stamp["as_of_date"]),
        snapshot_id=text(stamp["snapshot_id"]),
        key_figures=key_figures,
        sections=sections,
        # a body whose superior is not known belongs to no street
        streets=dict(counted.select("street_code", "street_name").drop_nulls().unique().iter_rows()),
    )
