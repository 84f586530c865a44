"""One street before September 2003, five after: its half-year within the boundaries of then and of today."""

from datetime import date
from functools import cache

import duckdb
from builders import built_warehouse

THEN, TODAY, REFORM = date(2003, 6, 30), date(2006, 7, 20), date(2003, 9, 1)
OLD = "411602090"
NEW = tuple(f"41160209{number}" for number in range(1, 6))
PLACES = range(1, 6)
WOMEN = 10
MARTS = {f"marts.{name}" for name in ("indicator_values", "indicator_values_today", "score_parts_today")}
MARTS |= {"marts.scores_by_scheme"}
Row = dict[str, object]


def division(code: str, parent: str, level: str, **cells: object) -> Row:
    area = "1" if level == "community" else None
    return {"division_code": code, "division_name": code, "division_level": level, "parent_code": parent,
            "area_type": area, "valid_from": REFORM} | cells  # fmt: skip


def of_then(code: str, parent: str, level: str) -> Row:
    return division(code, parent, level, valid_from=date(1999, 1, 1), valid_to=REFORM)


def unit(place: int, street: str, since: date, until: date | None = None) -> Row:
    return {"unit_code": f"unit 000{place}", "jurisdiction_street_code": street, "valid_from": since,
            "valid_to": until}  # fmt: skip


def woman(place: int, number: int) -> Row:
    """A woman of the ledger; in place n the first n are co-managed, without a certificate."""
    row = {"community_code": f"{OLD}00{place}", "as_of_date": THEN, "household_page_no": "1",
           "citizen_id": f"w{place}-{number}", "sex": "2", "birth_date": date(1970, 1, 1),
           "marital_status": "20", "management_class": "1", "file_opened_on": date(2000, 1, 1)}  # fmt: skip
    co_managed = {"management_class": "2", "employment_status": "1", "unit_code": f"unit 000{place}"}
    return row | (co_managed if number < place else {})


@cache
def district() -> duckdb.DuckDBPyConnection:
    """A community for each later street; unit 5 went to the first; units 1 and 2 sent their slips."""
    communities = [of_then(f"{OLD}00{place}", OLD, "community") for place in PLACES]
    heirs = [
        division(f"{NEW[place - 1]}001", NEW[place - 1], "community", predecessor_code=f"{OLD}00{place}")
        for place in PLACES
    ]
    streets = [division(code, "411602", "street", predecessor_code=OLD) for code in NEW]
    units = [unit(place, OLD, date(1999, 1, 1), REFORM) for place in PLACES]
    units += [unit(place, NEW[0 if place == 5 else place - 1], REFORM) for place in PLACES]
    slips: list[Row] = [
        {"slip_no": f"s{place}", "unit_code": f"unit 000{place}", "community_code": f"{OLD}00{place}",
         "half_year": "2003H1", "issued_on": date(2003, 7, 1), "delivered_on": date(2003, 7, 2)}
        for place in (1, 2)
    ]  # fmt: skip
    rows: dict[str, list[Row]] = {
        "divisions": [
            division("411602", "4116", "district", valid_from=date(1999, 1, 1)),
            of_then(OLD, "411602", "street"),
            *communities,
            *streets,
            *heirs,
        ],
        "units": units,
        "slips": slips,
        "ledger_persons": [woman(place, number) for place in PLACES for number in range(WOMEN)],
    }
    return built_warehouse(rows, TODAY, MARTS)


def values(mart: str, indicator: str) -> dict[str, tuple[float | None, str]]:
    query = (
        f"select body_code, round(value_pct, 2), status from marts.{mart} "
        "where half_year = '2003H1' and indicator_id = ? and length(body_code) = 9"
    )
    found = district().execute(query, [indicator]).fetchall()
    return {body: (value, status) for body, value, status in found}


def test_what_communities_counted_is_had_by_the_street_of_then_and_by_those_of_today() -> None:
    of_place = {place: 100 * (WOMEN - place) / WOMEN for place in PLACES}
    assigned = "management_class_assignment_rate"
    assert values("indicator_values", assigned) == {OLD: (sum(of_place.values()) / 5, "ok")}
    today = {street: (of_place[place], "ok") for place, street in enumerate(NEW, start=1)}
    assert values("indicator_values_today", assigned) == today


def test_what_units_did_counts_for_the_street_to_which_they_belong_today() -> None:
    assert values("indicator_values", "slip_submission_rate") == {OLD: (40, "ok")}
    assert values("indicator_values_today", "slip_submission_rate") == {
        NEW[0]: (50, "ok"),  # unit 1 reported; unit 5, which came to this street, did not
        NEW[1]: (100, "ok"),
        NEW[2]: (0, "no_data"),
        NEW[3]: (0, "no_data"),
    }


def test_what_is_lost_leads_from_a_hundred_to_the_score_within_todays_boundaries() -> None:
    rows = (
        district()
        .execute("""
        select scores.body_code, scores.score, 100 - sum(steps.shown_score_lost), any_value(parts.part_score)
        from marts.scores_by_scheme as scores
        left join marts.indicator_values_today as steps using (half_year, body_code)
        left join marts.score_parts_today as parts using (half_year, body_code)
        where scores.boundaries = 'today' and scores.is_own_scheme and scores.body_level = 'street'
        group by all
    """)
        .fetchall()
    )
    assert {street for street, *_ in rows} == set(NEW)
    for _, score, left, part_score in rows:
        assert (round(left, 2), part_score) == (score, score)


def test_counts_that_would_tell_those_of_the_few_who_moved_are_left_out() -> None:
    described = district().sql("describe marts.indicator_values_today").fetchall()
    assert not {"numerator", "denominator"} & {column for column, *_ in described}
