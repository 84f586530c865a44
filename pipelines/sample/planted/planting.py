"""Plants the listed mistakes in the deliveries and tells where each lies."""

from collections.abc import Iterator, Sequence

from pipelines.sample.ground.blot import DROPPED, Blot, confess, drop_ink
from pipelines.sample.ground.dress import Sheet
from pipelines.sample.ground.truth import Truth
from pipelines.sample.paper.delivery import Delivery
from pipelines.sample.planted.cells import IN_OTHERS, ON_A_PERSON
from pipelines.sample.planted.ledger_cells import IN_LEDGERS, IN_LEDGERS_OF

BODY_COLUMNS = ("community_code", "division_code", "subject_code", "to_code")
OWNERS = {
    "slips": "jurisdiction_street_code",
    "units": "jurisdiction_street_code",
    "certificates": "issuer_code",
}
Place = tuple[Delivery, Sheet]


def plant_mistakes(deliveries: Sequence[Delivery]) -> list[Truth]:
    """Changes the sheets of the deliveries in place; returns the truth about every mistake."""
    places = [(delivery, sheet) for delivery in deliveries for sheet in delivery.sheets]
    judged = [place for place in places if _is_judged(place)]
    blots = [*IN_LEDGERS, *IN_OTHERS, ON_A_PERSON]
    return [truth for turn, blot in enumerate(blots) for truth in _plant(blot, turn, judged)]


def _is_judged(place: Place) -> bool:
    _, sheet = place
    return not sheet.table.startswith("ledger_") or sheet.rows["as_of_date"].item(0) == IN_LEDGERS_OF


def _plant(blot: Blot, turn: int, places: Sequence[Place]) -> Iterator[Truth]:
    fitting = [place for place in places if place[1].table == blot.table and _fits(blot, place[1])]
    step = max(1, len(fitting) // blot.spread)
    chosen = fitting[turn % step :: step][: blot.spread]
    for number, (delivery, sheet) in enumerate(chosen):
        quantity = blot.quantity // len(chosen) + (number < blot.quantity % len(chosen))
        before = _bodies(sheet)
        row_nos = drop_ink(blot, sheet, quantity, turn)
        after = before if blot.how == DROPPED else _bodies(sheet)
        for row_no in row_nos:
            place = row_no - sheet.first_row_no
            yield confess(blot, sheet, delivery.path_of(sheet), row_no, after[place] or before[place])


def _fits(blot: Blot, sheet: Sheet) -> bool:
    return not sheet.rows.filter(blot.where).is_empty()


def _bodies(sheet: Sheet) -> list[str]:
    owner = OWNERS.get(sheet.table)
    candidates = (owner,) if owner else BODY_COLUMNS
    for frame in (sheet.text, sheet.rows):
        for column in candidates:
            if column in frame.columns:
                return [body or "" for body in frame[column].to_list()]
    return [""] * sheet.text.height
