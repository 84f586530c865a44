"""The single changes that communities and villages report by the month."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.sample.ground.draws import days, lapses, picks, waits

EVIDENCE_KINDS = ("01", "05", "08")
PLAIN_KINDS = ("01", "02", "03", "04", "05", "07")
PLAIN_SHARE = 0.05
LAST_EVIDENCE = date(2006, 5, 25)


def make_changes(pages: pl.DataFrame, roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a change: woman, body_code, courtyard_code, change_kind, occurred_on, is_prompt.

    The evidence of missed women of class 1, of the women still missed at the second snapshot, and
    ordinary changes of women with a file; a prompt one shows in the ledger within 30 days.
    """
    homes = pages.filter(pl.col("woman").is_not_null() & ~pl.col("is_hukou_only"))
    known = homes.join(
        roster.drop("body_code", "management_class"), on="woman", how="left", maintain_order="left"
    )
    is_open = pl.col("closed_on").is_null()
    evidence = known.filter(pl.col("is_missed") & is_open & (pl.col("management_class") == "1"))
    plain = known.filter(is_open & ~pl.col("is_missed") & ~pl.col("is_moved") & (pl.col("part") != "handed"))
    plain = plain.filter(~pl.col("is_left_unit") & pl.Series(rng.random(len(plain)) < PLAIN_SHARE))
    parts = [
        _dated(evidence, EVIDENCE_KINDS, date(2006, 1, 4), date(2006, 2, 26), rng),
        _dated(plain, PLAIN_KINDS, date(2006, 1, 4), date(2006, 6, 25), rng),
        _dated(known.filter("is_left_unit"), ("06",), date(2006, 1, 5), date(2006, 3, 20), rng),
        _arrivals(known.filter("is_moved"), rng),
        _departures(known.filter(part="departed")),
        _overlooked(pages, roster, rng),
    ]
    columns = ("woman", "body_code", "courtyard_code", "change_kind", "occurred_on")
    return pl.concat([part.select(columns) for part in parts]).sort("body_code", "occurred_on", "woman")


def with_promptness(changes: pl.DataFrame, bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The changes with `shown_on`, the day the page was brought up to date; none where the body lapsed."""
    cared = changes.join(
        bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left"
    )
    is_late = lapses(rng, cared["care"], 0.98, 0.78)
    wait = waits(rng, 0, 5, len(changes))
    return cared.drop("care").with_columns(
        pl.when(~is_late).then(pl.col("occurred_on") + wait).alias("shown_on")
    )


def _dated(
    rows: pl.DataFrame, kinds: tuple[str, ...], first: date, last: date, rng: np.random.Generator
) -> pl.DataFrame:
    return rows.with_columns(
        picks(rng, kinds, [1] * len(kinds), len(rows)).alias("change_kind"),
        days(rng, first, last, len(rows)).alias("occurred_on"),
    )


def _arrivals(moved: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Out of the old community on the day she left it, into the new one on the same day."""
    is_in = pl.col("closed_on").is_null()
    kind = pl.when(is_in).then(pl.lit("05")).otherwise(pl.lit("04"))
    return moved.with_columns(
        kind.alias("change_kind"),
        pl.when(is_in).then("opened_on").otherwise("closed_on").alias("occurred_on"),
    )


def _departures(departed: pl.DataFrame) -> pl.DataFrame:
    return departed.with_columns(
        pl.lit("09").alias("change_kind"), (pl.col("closed_on") - pl.duration(days=6)).alias("occurred_on")
    )


def _overlooked(pages: pl.DataFrame, roster: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Women of class 1 whom nobody has filed yet: the changes are all that shows them."""
    women = roster.filter(part="overlooked", management_class="1")
    courtyards = pages.group_by("body_code").agg(pl.col("courtyard_code").min())
    placed = women.join(courtyards, on="body_code", how="left", maintain_order="left")
    return _dated(placed, EVIDENCE_KINDS, date(2006, 3, 6), LAST_EVIDENCE, rng)
