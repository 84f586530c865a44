"""What careless offices left undone, counted by body: the mistakes that lie in what is not there."""

from collections.abc import Iterator

import polars as pl

from pipelines.sample.ground.calendar import HALF_YEARS, NEW_SNAPSHOT
from pipelines.sample.ground.truth import Truth
from pipelines.sample.sources.divisions import DISTRICT
from pipelines.sample.sources.handovers import FORGOTTEN, TO_COMMUNITY
from pipelines.sample.sources.ledgers import BLANKED
from pipelines.sample.story.books import Books

HANDOVER_DAYS = 30
NEWEST = HALF_YEARS[-1]


def tell_lapses(books: Books) -> list[Truth]:
    """One line a check and body, with the quantity at the second snapshot."""
    return [*_buildings(books), *_persons(books), *_ledger_cells(books), *_slips(books), *_handovers(books)]


def _buildings(books: Books) -> Iterator[Truth]:
    inventory = books.tables["building_inventory"]
    yield from _by_body("building_without_book", inventory.filter("has_no_book"), "body_code")
    short = inventory.filter(pl.col("household_expected") > pl.col("lived_in"))
    yield from _by_body("dwelling_without_page", short, "body_code", note="buildings")


def _persons(books: Books) -> Iterator[Truth]:
    overlooked = books.roster.filter(part="overlooked")
    yield from _by_body("missed_from_float", overlooked.filter(management_class="3"), "body_code")
    yield from _by_body("missed_from_change", overlooked.filter(management_class="1"), "body_code")
    yield from _by_body("missed_from_slip", overlooked.filter(management_class="2"), "body_code")
    yield from _by_body("person_duplicate_exact", books.roster.filter("is_doubled"), "body_code")
    twins = books.ledgers[-1].persons.filter(
        pl.col("is_twin").fill_null(False) & pl.col("file_opened_on").is_not_null()
    )
    yield from _by_body("person_duplicate_probable", twins.filter(~pl.col("is_hukou_only")), "body_code")


def _ledger_cells(books: Books) -> Iterator[Truth]:
    persons = books.ledgers[-1].persons.filter(pl.col("file_closed_on").is_null())
    is_outside = pl.col("hukou_division_code").str.slice(0, 6) != DISTRICT
    wrong = persons.filter(is_outside != pl.col("residence_split_flag"))
    yield from _by_body("split_flag_mismatch", wrong, "body_code")
    files = persons.filter(pl.col("file_opened_on").is_not_null())
    no_certificate = files.filter((pl.col("management_class") == "2") & pl.col("certificate_no").is_null())
    yield from _by_body("class_evidence_missing", no_certificate, "body_code", note="no certificate")
    inflow = books.tables["float_registrations"].filter(direction="1").select("woman", "community_code")
    floating = files.filter(management_class="3").join(inflow, on=["woman", "community_code"], how="anti")
    yield from _by_body("class_evidence_missing", floating, "body_code", note="no registration")
    for column in BLANKED:
        asked = persons if column == "registrar_post_id" else files
        yield from _by_body(
            "required_cell_blank", asked.filter(pl.col(column).is_null()), "body_code", column=column
        )


def _slips(books: Books) -> Iterator[Truth]:
    files = books.ledgers[-1].persons.filter(
        (pl.col("management_class") == "2") & pl.col("file_closed_on").is_null()
    )
    slips = books.tables["slips"]
    newest = slips.filter(half_year=NEWEST)
    expected = files.group_by("unit_code", "community_code", maintain_order=True).len()
    missing = expected.join(newest, on=["unit_code", "community_code"], how="anti", maintain_order="left")
    streets = books.tables["units"].filter(pl.col("valid_to").is_null()).select("unit_code", "street_code")
    missing = missing.join(streets, on="unit_code", how="left", maintain_order="left")
    yield from _by_body("slip_expected_missing", missing, "street_code")
    lines = books.tables["slip_lines"].filter(half_year=NEWEST)
    unmatched = lines.join(files, on=["woman", "community_code"], how="anti", maintain_order="left")
    unmatched = unmatched.join(streets, on="unit_code", how="left", maintain_order="left")
    yield from _by_body("slip_line_unmatched", unmatched, "street_code")
    unanswered = newest.filter(pl.col("acknowledged_on").is_null())
    yield from _by_body("acknowledgement_missing", unanswered, "community_code", note=f"slips of {NEWEST}")
    unanswered = slips.filter(half_year=HALF_YEARS[0]).filter(pl.col("acknowledged_on").is_null())
    yield from _by_body(
        "acknowledgement_missing", unanswered, "community_code", note=f"slips of {HALF_YEARS[0]}"
    )


def _handovers(books: Books) -> Iterator[Truth]:
    handovers = books.tables["handovers"]
    days = (pl.col("received_on") - pl.col("separated_on")).dt.total_days()
    overdue = handovers.filter((pl.col("handover_type") == TO_COMMUNITY) & (days > HANDOVER_DAYS))
    units = (
        books.tables["units"]
        .filter(pl.col("valid_to").is_null())
        .select("unit_code", unit_street="street_code")
    )
    overdue = overdue.join(
        units, left_on="from_code", right_on="unit_code", how="left", maintain_order="left"
    )
    yield from _by_body("handover_overdue", overdue, "unit_street")
    unanswered = handovers.filter(pl.col("acknowledged_on").is_null())
    yield from _by_body("acknowledgement_missing", unanswered, "to_code", note="handovers")
    forgotten = handovers.filter("is_forgotten").head(FORGOTTEN)
    yield from _by_body("transferred_still_active", forgotten, "from_code", note=f"at {NEW_SNAPSHOT}")


def _by_body(
    check_id: str, rows: pl.DataFrame, body: str, note: str = "", column: str = ""
) -> Iterator[Truth]:
    counted = rows.group_by(body, maintain_order=True).len()
    for code, quantity in counted.iter_rows():
        yield Truth(check_id, code, quantity=quantity, note=note, column=column)
