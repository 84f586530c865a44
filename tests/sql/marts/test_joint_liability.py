"""Rulings stand beside the scores, never inside them, and a superior bureau answers for its institutions."""

from datetime import date

import pytest
from builders import built_warehouse

AS_OF = date(2006, 8, 1)
STREET, COMMUNITY, NEIGHBOUR = "411602091", "411602091001", "411602091002"
DIVISIONS = [
    {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
     "area_type": area, "scheme_type": scheme, "valid_from": "1999-01-01"}
    for code, level, parent, area, scheme in (
        ("411602", "district", None, None, None),
        (STREET, "street", "411602", None, "urban"),
        (COMMUNITY, "community", STREET, "1", None),
        (NEIGHBOUR, "community", STREET, "1", None),
    )
]  # fmt: skip
BUREAU, OTHER, INSTITUTION = "400000001", "400000002", "400000003"
UNITS = [
    {"unit_code": code, "unit_name": f"单位{code}", "institution_tier": tier, "superior_unit_code": superior,
     "jurisdiction_street_code": STREET, "valid_from": day, "valid_to": until}
    for code, tier, superior, day, until in (
        (BUREAU, "1", None, "1999-01-01", None),
        (OTHER, "1", None, "1999-01-01", None),
        (INSTITUTION, "2", OTHER, "1999-01-01", "2006-01-01"),
        (INSTITUTION, "2", BUREAU, "2006-01-01", None),
    )
]  # fmt: skip
BUILDINGS = 10
LEDGERS = [
    {"community_code": community, "as_of_date": "2006-06-30", "building_code": str(number)}
    for community, books in ((COMMUNITY, BUILDINGS), (NEIGHBOUR, BUILDINGS - 1))
    for number in range(books)
]
INVENTORY = [
    {"community_code": community, "building_code": str(number), "valid_from": "1999-01-01"}
    for community in (COMMUNITY, NEIGHBOUR)
    for number in range(BUILDINGS)
]
Ruling = dict[str, object]


def ruling(number: str, subject: str, sanction: str = "1", **more: object) -> Ruling:
    kind = {9: "street", 12: "community"}[len(subject)] if subject.startswith("4116") else "unit"
    return {"ruling_no": number, "subject_code": subject, "subject_type": kind, "sanction": sanction,
            "ruled_on": "2006-03-01", "effective_from": "2006-03-01", **more}  # fmt: skip


def scored(rulings: list[Ruling]) -> tuple[list[tuple[object, ...]], set[str]]:
    """Every published score with rank, points and status, and the bodies vetoed."""
    rows = {
        "divisions": DIVISIONS,
        "units": UNITS,
        "ledger_buildings": LEDGERS,
        "building_inventory": INVENTORY,
    }
    connection = built_warehouse({**rows, "rulings": rulings}, AS_OF, ["marts.scores"])
    found = connection.execute(
        "select body_code, score, rank, applicable_points, status from marts.scores order by body_code"
    ).fetchall()
    flags = connection.execute("select body_code, vetoed, commendation_eligible from marts.scores").fetchall()
    assert all(vetoed != eligible for _, vetoed, eligible in flags)
    return found, {body for body, vetoed, _ in flags if vetoed}


def liabilities(rulings: list[Ruling], units: list[Ruling] = UNITS) -> list[tuple[object, ...]]:
    """Each veto of a second-level institution: its liability, and the street to which a finding goes."""
    connection = built_warehouse(
        {"divisions": DIVISIONS, "units": units, "rulings": rulings},
        AS_OF,
        ["marts.joint_liability", "checks.joint_liability_missing"],
    )
    return connection.execute(
        """
        select liability, in_force, superior_unit_code, linked_sanction, checks.body_code
        from marts.joint_liability as marts
        left join checks.joint_liability_missing as checks on checks.subject_code = marts.ruling_no
        """
    ).fetchall()


@pytest.fixture(scope="module")
def unruled() -> list[tuple[object, ...]]:
    found, vetoed = scored([])
    assert not vetoed
    assert len({score for _, score, *_ in found}) == 3
    return found


@pytest.mark.parametrize(
    ("rulings", "vetoed"),
    [
        ([ruling("1", STREET)], {STREET}),
        ([ruling("1", COMMUNITY)], {COMMUNITY}),
        ([ruling("1", INSTITUTION, linked_ruling_no="2"), ruling("2", BUREAU, "2")], set()),
        ([ruling("1", STREET, "2"), ruling("2", COMMUNITY, "3")], set()),
        ([ruling("1", STREET, revoked_on="2006-05-01")], set()),
        ([ruling("1", STREET, effective_to="2006-06-30")], set()),
        ([ruling("1", STREET, effective_to="2006-07-01")], {STREET}),
        ([ruling("1", STREET, effective_from="2006-07-01")], set()),
        ([ruling("1", STREET, revoked_on="2006-05-01"), ruling("2", STREET)], {STREET}),
    ],
    ids=["street", "community", "unit", "lighter", "revoked", "lapsed", "lapses later", "not yet", "again"],
)
def test_a_ruling_stands_beside_the_score(
    unruled: list[tuple[object, ...]], rulings: list[Ruling], vetoed: set[str]
) -> None:
    assert scored(rulings) == (unruled, vetoed)


LINKED = ruling("2", BUREAU, "2")


@pytest.mark.parametrize(
    ("veto", "others", "expected"),
    [
        ({"linked_ruling_no": "2"}, [LINKED], ("linked", True, BUREAU, "criticism", None)),
        ({}, [LINKED], ("missing", True, BUREAU, None, STREET)),
        ({"linked_ruling_no": "9"}, [LINKED], ("missing", True, BUREAU, None, STREET)),
        ({"linked_ruling_no": "3"}, [ruling("3", OTHER, "3")],
         ("misdirected", True, BUREAU, "yellow_card", STREET)),
        ({"linked_ruling_no": "2", "ruled_on": "2005-12-31"}, [LINKED],
         ("misdirected", True, OTHER, "criticism", STREET)),
        ({"revoked_on": "2006-07-01"}, [], ("missing", False, BUREAU, None, None)),
        ({"effective_to": "2006-08-01"}, [], ("missing", False, BUREAU, None, None)),
    ],
    ids=["linked", "no link", "no such ruling", "other bureau", "superior of that day", "revoked", "lapsed"],
)  # fmt: skip
def test_a_superior_answers_for_its_institution(
    veto: Ruling, others: list[Ruling], expected: tuple[object, ...]
) -> None:
    assert liabilities([ruling("1", INSTITUTION, **veto), *others]) == [expected]


@pytest.mark.parametrize(
    "one",
    [ruling("1", BUREAU), ruling("1", INSTITUTION, "2"), ruling("1", STREET), ruling("1", COMMUNITY)],
    ids=["first level", "no veto", "street", "community"],
)
def test_joint_liability_is_of_vetoed_second_level_institutions(one: Ruling) -> None:
    assert liabilities([one]) == []


def test_overlapping_versions_give_one_row() -> None:
    overlap = {**UNITS[3], "valid_from": "2006-02-01"}
    veto = ruling("1", INSTITUTION, linked_ruling_no="2")
    assert liabilities([veto, LINKED], [*UNITS, overlap]) == [("linked", True, BUREAU, "criticism", None)]


def test_a_gap_becomes_a_finding_of_the_street() -> None:
    connection = built_warehouse(
        {"divisions": DIVISIONS, "units": UNITS, "rulings": [ruling("1", INSTITUTION)]}, AS_OF
    )
    found = connection.execute(
        "select check_id, body_code, severity from quality.findings where check_id like 'joint%'"
    ).fetchall()
    assert found == [("joint_liability_missing", STREET, "warn")]
