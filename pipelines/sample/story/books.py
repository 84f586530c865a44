"""The district's books: every table of the 14 sources, drawn so that they agree."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.sample.ground.calendar import HALF_YEAR_ENDS, HALF_YEARS, NEW_SNAPSHOT, OLD_SNAPSHOT
from pipelines.sample.ground.draws import stream
from pipelines.sample.ground.size import Size
from pipelines.sample.sources import (
    certificates,
    changes,
    divisions,
    floating,
    handovers,
    ledgers,
    monthly,
    network,
    pages,
    people,
    registers,
    slips,
    units,
    women,
)

CO_MANAGED = "2"


@dataclass(frozen=True)
class Books:
    """The bodies, both ledgers, every other table by name, and the roster and stays behind them."""

    bodies: pl.DataFrame
    ledgers: tuple[ledgers.Ledger, ...]
    tables: dict[str, pl.DataFrame]
    roster: pl.DataFrame
    stays: pl.DataFrame


def make_books(size: Size, seed: int) -> Books:
    """All tables at that size; the same for the same seed."""
    bodies = divisions.make_bodies(size, stream(seed, "bodies"))
    employers = units.make_units(size, bodies, stream(seed, "units"))
    all_women = women.make_women(size, bodies, stream(seed, "women"))
    roster = all_women.roster
    courtyards = pages.make_courtyards(bodies)
    buildings = pages.make_buildings(size, courtyards)
    homes = _make_homes(seed, all_women, employers, bodies, buildings)
    changed = changes.make_changes(homes, roster, stream(seed, "changes"))
    changed = changes.with_promptness(changed, bodies, stream(seed, "promptness"))
    homes = _with_updates(homes, changed, bodies)
    everyone = _make_people(seed, roster, bodies)
    inventory = pages.make_inventory(homes, buildings, stream(seed, "inventory"))
    lines = ledgers.make_person_lines(homes, everyone, stream(seed, "persons"))
    both = tuple(ledgers.make_ledger(day, inventory, homes, lines) for day in (OLD_SNAPSHOT, NEW_SNAPSHOT))
    her = everyone.filter(relation=people.HERSELF)
    tables = {
        **_registers(seed, bodies, employers, inventory),
        **_network(seed, bodies, courtyards),
        **_monthly(seed, bodies, courtyards, changed, her),
        **_papers(seed, homes, roster, her, changed, bodies),
        **_slips(seed, homes, roster, her, employers, bodies),
    }
    return Books(bodies, both, tables, roster, all_women.stays)


def _make_homes(
    seed: int, all_women: women.Women, employers: pl.DataFrame, bodies: pl.DataFrame, buildings: pl.DataFrame
) -> pl.DataFrame:
    """The stays with unit, page and certificate."""
    rng = stream(seed, "employers")
    communities = bodies.filter(level="community")["body_code"]
    stays = all_women.stays.join(
        all_women.roster.select("woman", "is_left_unit"), on="woman", how="left", maintain_order="left"
    )
    is_employed = (stays["management_class"] == CO_MANAGED) | stays["is_left_unit"]
    # A woman keeps her unit when she moves: the unit is drawn once, by her first community.
    first = stays.filter(is_employed).unique("woman", keep="first", maintain_order=True)
    place = np.searchsorted(communities.to_numpy().astype("U12"), first["body_code"].to_numpy().astype("U12"))
    jobs = first.select("woman", units.draw_employers(employers, communities, place, rng).alias("job"))
    stays = stays.join(jobs, on="woman", how="left", maintain_order="left").with_columns(
        pl.when(management_class=CO_MANAGED).then("job").alias("unit_code"),
        pl.when("is_left_unit").then("job").alias("former_unit_code"),
    )
    homes = pages.make_pages(stays.drop("job", "is_left_unit"), buildings, stream(seed, "pages"))
    return certificates.with_certificates(homes, employers, stream(seed, "certificates"))


def _overlooked_staff(
    seed: int, roster: pl.DataFrame, employers: pl.DataFrame, bodies: pl.DataFrame
) -> pl.DataFrame:
    """Women in service whom only an early slip shows."""
    rows = roster.filter(part="overlooked", management_class=CO_MANAGED)
    place = np.zeros(len(rows), dtype=int)
    job = units.draw_employers(employers, bodies["body_code"].head(1), place, stream(seed, "overlooked"))
    return rows.select(
        "woman",
        pl.col("body_code").alias("community_code"),
        job.alias("unit_code"),
        pl.lit(True).alias("is_missed"),
        pl.lit(True).alias("is_early"),
    )


def _with_updates(homes: pl.DataFrame, changed: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    shown = changed.group_by("woman", "body_code").agg(pl.col("shown_on").max())
    homes = homes.join(shown, on=["woman", "body_code"], how="left", maintain_order="left")
    return homes.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")


def _make_people(seed: int, roster: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    rng = stream(seed, "people")
    her = people.make_women_people(roster, rng)
    companions = people.make_companions(her, roster["part"], rng)
    care = roster.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")["care"]
    return people.identify(her, companions, care, rng)


def _registers(
    seed: int, bodies: pl.DataFrame, employers: pl.DataFrame, inventory: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    return {
        "divisions": divisions.make_divisions(bodies),
        "units": units.make_unit_versions(employers, stream(seed, "agreements"), divisions.OLD_STREET),
        "facilities": registers.make_facilities(bodies, stream(seed, "facilities")),
        "populations": registers.make_populations(bodies, stream(seed, "populations")),
        "rulings": registers.make_rulings(employers),
        "inspections": registers.make_inspections(bodies, employers, stream(seed, "inspections")),
        "building_inventory": inventory.with_columns(pl.col("body_code").alias("community_code")),
    }


def _network(seed: int, bodies: pl.DataFrame, courtyards: pl.DataFrame) -> dict[str, pl.DataFrame]:
    posts = network.make_posts(bodies, courtyards, stream(seed, "posts"))
    return {"network_posts": posts, "network_payments": network.make_payments(posts, stream(seed, "payments"))}


def _monthly(
    seed: int, bodies: pl.DataFrame, courtyards: pl.DataFrame, changed: pl.DataFrame, her: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    lines = monthly.make_change_lines(changed)
    streets = bodies.select("body_code", "street_code")
    identified = lines.join(her.select("woman", "citizen_id"), on="woman", how="left", maintain_order="left")
    return {
        "monthly_reports": monthly.make_reports(bodies, stream(seed, "reports")),
        "courtyard_months": monthly.make_courtyard_months(courtyards, lines, stream(seed, "courtyards")),
        "change_lines": identified.join(streets, on="body_code", how="left", maintain_order="left"),
    }


def _papers(
    seed: int, homes: pl.DataFrame, roster: pl.DataFrame, her: pl.DataFrame, changed: pl.DataFrame, bodies: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    ids = her.select("woman", "citizen_id")
    handed = handovers.make_handovers(homes, roster, changed, bodies, stream(seed, "handovers"))
    return {
        "certificates": certificates.make_certificates(homes, ids, stream(seed, "issues")),
        "handovers": handed.join(ids, on="woman", how="left", maintain_order="left"),
        "float_registrations": floating.make_registrations(homes, roster, her, bodies, stream(seed, "floating")),
    }


def _slips(
    seed: int, homes: pl.DataFrame, roster: pl.DataFrame, her: pl.DataFrame, employers: pl.DataFrame, bodies: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    staff = homes.filter(~pl.col("is_hukou_only")).join(
        roster.select("woman", "is_missed"), on="woman", how="left", maintain_order="left"
    )
    staff = staff.with_columns(pl.col("body_code").alias("community_code")).drop("street_code", "unit_name", "care")
    is_old_home = pl.col("closed_on").is_not_null() | ~pl.col("woman").is_duplicated() | pl.col("is_missed")
    staff = staff.with_columns(pl.lit(False).alias("is_early"))
    before = staff.with_columns(pl.coalesce("unit_code", "former_unit_code").alias("unit_code")).filter(is_old_home)
    after = pl.concat(
        [staff.filter(pl.col("closed_on").is_null()), _overlooked_staff(seed, roster, employers, bodies)], how="diagonal"
    )
    heads, lines = [], []
    for employed, half_year in zip((before, after), zip(HALF_YEARS, HALF_YEAR_ENDS, strict=True), strict=True):
        rng = stream(seed, f"slips {half_year[0]}")
        drawn = slips.make_slip_lines(
            employed.filter(pl.col("unit_code").is_not_null()), half_year[0], employers, rng
        )
        heads.append(slips.make_slips(drawn, half_year, employers, bodies, rng))
        named = drawn.join(her.drop("care", strict=False), on="woman", how="left", maintain_order="left")
        lines.append(named.with_columns(pl.lit(half_year[0]).alias("half_year")))
    return {"slips": pl.concat(heads), "slip_lines": pl.concat(lines)}
