"""The small registers: facilities, populations, rulings and inspections."""

from datetime import date

import numpy as np
import polars as pl

from pipelines.contracts.catalog import code_lists
from pipelines.sample.ground.calendar import HALF_YEAR_ENDS, HALF_YEARS, REDIVISION
from pipelines.sample.ground.draws import days, lapses
from pipelines.sample.ground.size import apportion

BOARDS = ("21", "22", "23", "24")
MIXED_STREET, MIXED_URBAN, MIXED_RURAL = "411602094", 23_517, 10_469
LONG_AGO = pl.lit(date(2006, 2, 10))
VETOED_UNDER = (0, 0, 1, 1, 2, 3, 4, 5)
VETO, CRITICISM, YELLOW_CARD = "1", "2", "3"


def make_facilities(bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a body and facility item; mandatory ones are missing where the body lapsed."""
    items = pl.DataFrame(
        [
            {"item_code": row["code"], "is_mandatory": "mandatory" in row["note"]}
            for row in code_lists()["facility_item"]
        ]
    )
    rows = bodies.filter(pl.col("level") != "street").join(items, how="cross")
    count = len(rows)
    lapsed = lapses(rng, rows["care"], 1.0, 0.7)
    optional = pl.Series(rng.random(count) < 0.5)
    in_place = pl.when("is_mandatory").then(~lapsed).otherwise(optional)
    is_board = pl.col("item_code").is_in(BOARDS)
    is_old = lapses(rng, rows["care"], 1.0, 0.5)
    lately = days(rng, date(2006, 4, 5), date(2006, 6, 28), count)
    return rows.with_columns(
        pl.col("body_code").alias("division_code"),
        in_place.alias("in_place_flag"),
        pl.when(in_place).then(1).alias("quantity"),
        pl.when(in_place & ~is_board).then(20.0).alias("area_m2"),
        pl.when(in_place).then(days(rng, REDIVISION, date(2006, 6, 20), count)).alias("opened_on"),
        pl.when(is_board & is_old).then(LONG_AGO).when(is_board).then(lately).alias("updated_on"),
        pl.when(in_place).then(600.0).alias("invested_amount"),
    )


def make_populations(bodies: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a community or village and half-year's end; 杜甫路 has 23,517 urban and 10,469 rural people."""
    rows = bodies.filter(pl.col("level") != "street")
    rows = rows.with_columns(pl.Series("people", rng.integers(2_400, 5_200, len(rows))))
    told = [_told(rows, "1", MIXED_URBAN), _told(rows, "2", MIXED_RURAL)]
    now = pl.concat([rows.filter(pl.col("street_code") != MIXED_STREET), *told]).sort("body_code")
    before = now.with_columns((pl.col("people") * 0.99).cast(pl.Int64))
    dated = [
        frame.with_columns(pl.lit(end).alias("as_of_date"))
        for frame, end in zip((before, now), HALF_YEAR_ENDS, strict=True)
    ]
    is_urban = pl.col("area_type") == "1"
    return pl.concat(dated).with_columns(
        pl.col("body_code").alias("division_code"),
        pl.col("people").alias("total_population"),
        pl.when(is_urban).then("people").otherwise(0).alias("urban_population"),
        pl.when(is_urban).then(0).otherwise("people").alias("rural_population"),
        (pl.col("people") * 0.85).cast(pl.Int64).alias("hukou_population"),
        (pl.col("people") * 0.12).cast(pl.Int64).alias("inflow_population"),
        (pl.col("people") * 0.2).cast(pl.Int64).alias("mwra_count"),
        (pl.col("people") * 0.3).cast(pl.Int64).alias("household_count"),
        pl.lit("1").alias("source_kind"),
    )


def _told(rows: pl.DataFrame, area_type: str, people: int) -> pl.DataFrame:
    """The bodies of 杜甫路 of one area type, with its people shared out among them."""
    bodies = rows.filter(street_code=MIXED_STREET, area_type=area_type)
    return bodies.with_columns(pl.Series("people", apportion(people, bodies["people"].to_list())))


def make_rulings(units: pl.DataFrame) -> pl.DataFrame:
    """Eight vetoed second-level institutions, each linked to the ruling on one of their six bureaus."""
    seconds = units.filter(institution_tier="2")
    bureaus = seconds["superior_unit_code"].unique(maintain_order=True).head(6).to_list()
    rows: list[tuple[str, str, str, str | None, date]] = []
    for nth, bureau in enumerate(bureaus):
        below = seconds.filter(superior_unit_code=bureau)["unit_code"].head(VETOED_UNDER.count(nth))
        own = f"川人口〔2006〕{nth * 10 + 1}号"
        rows.append((own, bureau, CRITICISM if nth % 2 else YELLOW_CARD, None, date(2006, 2, 14 + nth)))
        for number, unit in enumerate(below, start=2):
            rows.append((f"川人口〔2006〕{nth * 10 + number}号", unit, VETO, own, date(2006, 2, 14 + nth)))
    return pl.DataFrame(
        rows, orient="row", schema=["ruling_no", "subject_code", "sanction", "linked_ruling_no", "ruled_on"]
    ).with_columns(
        pl.lit("川汇区人民政府").alias("deciding_body"),
        pl.lit("unit").alias("subject_type"),
        pl.when(pl.col("sanction") == VETO).then(pl.lit("3")).otherwise(pl.lit("1")).alias("reason_category"),
        pl.lit("1;2;3").alias("accountable_roles"),
        pl.col("ruled_on").alias("effective_from"),
        pl.when(pl.col("sanction") == VETO).then(pl.lit(date(2007, 2, 13))).alias("effective_to"),
        pl.lit("关于加强人口与计划生育工作的意见").alias("basis_document"),
    )


def make_inspections(bodies: pl.DataFrame, units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Each street and some units, inspected once in each half-year."""
    subjects = pl.concat(
        [bodies.filter(level="street").select(subject_code="body_code", care="care"),
         units.head(12).select(subject_code="unit_code", care="care")]
    )  # fmt: skip
    halves = [_inspected(subjects, half_year, rng) for half_year in HALF_YEARS]
    rows = pl.concat(halves)
    number = (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(4)
    missed = pl.Series(rng.binomial(60, (1 - rows["care"].to_numpy()) * 0.1))
    return rows.with_columns(
        (pl.lit("DC") + number).alias("inspection_no"),
        pl.lit(6).alias("sampled_buildings"),
        pl.lit(60).alias("sampled_pages"),
        missed.alias("missed_households"),
        (missed + 1).alias("missed_persons"),
        (missed * 2 + 3).alias("wrong_cells"),
        (pl.col("inspected_on") + pl.duration(days=20)).alias("rectify_by"),
        (pl.col("inspected_on") + pl.duration(days=15)).alias("rectified_on"),
    )


def _inspected(subjects: pl.DataFrame, half_year: str, rng: np.random.Generator) -> pl.DataFrame:
    first, last = (
        (date(2005, 10, 10), date(2005, 11, 30))
        if half_year == HALF_YEARS[0]
        else (date(2006, 5, 8), date(2006, 6, 28))
    )
    return subjects.with_columns(
        pl.lit(half_year).alias("half_year"), days(rng, first, last, len(subjects)).alias("inspected_on")
    )
