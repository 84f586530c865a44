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
SNAPSHOTS = (OLD_SNAPSHOT, NEW_SNAPSHOT)
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Books:
    """The bodies, both ledgers, every other table by name, and the roster and stays behind them."""

    bodies: pl.DataFrame
    ledgers: tuple[ledgers.Ledger, ...]
    tables: Tables
    roster: pl.DataFrame
    stays: pl.DataFrame


@dataclass(frozen=True)
class Cast:
    """What every source draws on: bodies, courtyards, units, women by part, and the same women by name."""

    seed: int
    bodies: pl.DataFrame
    courtyards: pl.DataFrame
    employers: pl.DataFrame
    roster: pl.DataFrame
    people: pl.DataFrame

    @property
    def named_women(self) -> pl.DataFrame:
        """The women as persons, without their companions."""
        return self.people.filter(relation=people.HERSELF)

    def stream(self, source: str) -> np.random.Generator:
        """The source's own random numbers."""
        return stream(self.seed, source)


def make_books(size: Size, seed: int) -> Books:
    """All tables at that size; the same for the same seed."""
    bodies = divisions.make_bodies(size, stream(seed, "bodies"))
    employers = units.make_units(size, bodies, stream(seed, "units"))
    all_women = women.make_women(size, bodies, stream(seed, "women"))
    courtyards = pages.make_courtyards(bodies)
    everyone = _make_people(seed, all_women.roster, bodies)
    cast = Cast(seed, bodies, courtyards, employers, all_women.roster, everyone)
    buildings = pages.make_buildings(size, courtyards)
    homes = _make_homes(cast, all_women.stays, buildings)
    changed = changes.make_changes(homes, cast.roster, cast.stream("changes"))
    changed = changes.with_promptness(changed, bodies, cast.stream("promptness"))
    homes = _with_updates(homes, changed, bodies)
    inventory = pages.make_inventory(homes, buildings, cast.stream("inventory"))
    lines = ledgers.make_person_lines(homes, everyone, cast.stream("persons"))
    both = tuple(ledgers.make_ledger(day, inventory, homes, lines) for day in SNAPSHOTS)
    tables = {
        **_registers(cast, inventory),
        **_network(cast),
        **_monthly(cast, changed),
        **_papers(cast, homes, changed),
        **_slips(cast, homes),
    }
    return Books(bodies, both, tables, cast.roster, all_women.stays)


def _make_people(seed: int, roster: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    rng = stream(seed, "people")
    her = people.make_women_people(roster, rng)
    companions = people.make_companions(her, roster["part"], rng)
    cared = roster.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")
    return people.identify(her, companions, cared["care"], rng)


def _make_homes(cast: Cast, stays: pl.DataFrame, buildings: pl.DataFrame) -> pl.DataFrame:
    """The stays with unit, page and certificate."""
    communities = cast.bodies.filter(level="community")["body_code"]
    left_unit = cast.roster.select("woman", "is_left_unit")
    stays = stays.join(left_unit, on="woman", how="left", maintain_order="left")
    is_employed = (stays["management_class"] == CO_MANAGED) | stays["is_left_unit"]
    # A woman keeps her unit when she moves: the unit is drawn once, by her new community.
    first = stays.filter(is_employed).unique("woman", keep="first", maintain_order=True)
    place = communities.search_sorted(first["body_code"]).to_numpy()
    drawn = units.draw_employers(cast.employers, communities, place, cast.stream("employers"))
    jobs = first.select("woman", drawn.alias("job"))
    stays = stays.join(jobs, on="woman", how="left", maintain_order="left").with_columns(
        pl.when(management_class=CO_MANAGED).then("job").alias("unit_code"),
        pl.when("is_left_unit").then("job").alias("former_unit_code"),
    )
    homes = pages.make_pages(stays.drop("job", "is_left_unit"), buildings, cast.stream("pages"))
    return certificates.with_certificates(homes, cast.employers, cast.stream("certificates"))


def _with_updates(homes: pl.DataFrame, changed: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    shown = changed.group_by("woman", "body_code").agg(pl.col("shown_on").max())
    homes = homes.join(shown, on=["woman", "body_code"], how="left", maintain_order="left")
    return homes.join(bodies.select("body_code", "care"), on="body_code", how="left", maintain_order="left")


def _registers(cast: Cast, inventory: pl.DataFrame) -> Tables:
    bodies, employers = cast.bodies, cast.employers
    return {
        "divisions": divisions.make_divisions(bodies),
        "units": units.make_unit_versions(employers, cast.stream("agreements"), divisions.OLD_STREET),
        "facilities": registers.make_facilities(bodies, cast.stream("facilities")),
        "populations": registers.make_populations(bodies, cast.stream("populations")),
        "rulings": registers.make_rulings(employers),
        "inspections": registers.make_inspections(bodies, employers, cast.stream("inspections")),
        "building_inventory": inventory.with_columns(pl.col("body_code").alias("community_code")),
    }


def _network(cast: Cast) -> Tables:
    posts = network.make_posts(cast.bodies, cast.courtyards, cast.stream("posts"))
    return {"network_posts": posts, "network_payments": network.make_payments(posts, cast.stream("payments"))}


def _monthly(cast: Cast, changed: pl.DataFrame) -> Tables:
    lines = monthly.make_change_lines(changed)
    streets = cast.bodies.select("body_code", "street_code")
    ids = cast.named_women.select("woman", "citizen_id")
    identified = lines.join(ids, on="woman", how="left", maintain_order="left")
    return {
        "monthly_reports": monthly.make_reports(cast.bodies, cast.stream("reports")),
        "courtyard_months": monthly.make_courtyard_months(cast.courtyards, lines, cast.stream("courtyards")),
        "change_lines": identified.join(streets, on="body_code", how="left", maintain_order="left"),
    }


def _papers(cast: Cast, homes: pl.DataFrame, changed: pl.DataFrame) -> Tables:
    her, roster, bodies = cast.named_women, cast.roster, cast.bodies
    ids = her.select("woman", "citizen_id")
    handed = handovers.make_handovers(homes, roster, changed, bodies, cast.stream("handovers"))
    inflow = floating.make_registrations(homes, roster, her, bodies, cast.stream("floating"))
    return {
        "certificates": certificates.make_certificates(homes, ids, cast.stream("issues")),
        "handovers": handed.join(ids, on="woman", how="left", maintain_order="left"),
        "float_registrations": inflow,
    }


def _slips(cast: Cast, homes: pl.DataFrame) -> Tables:
    staff = slips.make_staff(homes, cast.roster)
    early = slips.make_early_staff(cast.roster, cast.employers, cast.stream("early staff"))
    after = pl.concat([slips.staff_after(staff), early], how="diagonal")
    heads, lines = [], []
    periods = zip(HALF_YEARS, HALF_YEAR_ENDS, strict=True)
    for period, employed in zip(periods, (slips.staff_before(staff), after), strict=True):
        rng = cast.stream(f"slips {period[0]}")
        drawn = slips.make_slip_lines(employed, period[0], cast.employers, rng)
        heads.append(slips.make_slips(drawn, period, cast.employers, cast.bodies, rng))
        named = drawn.join(
            cast.named_women.drop("care", strict=False), on="woman", how="left", maintain_order="left"
        )
        checked_up = pl.col("checkup_date").dt.to_string("%Y-%m-%d").alias("checkup_record")
        lines.append(named.with_columns(pl.lit(period[0]).alias("half_year"), checked_up))
    return {"slips": pl.concat(heads), "slip_lines": pl.concat(lines)}
