"""The scoring done again by hand: points, parts, blend, rank and status from numerators and denominators."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .district import day
from .periods import bounds

# id: direction, urban points, rural points, target, zero
SCHEME = {
    line.split()[0]: (line.split()[1], *map(float, line.split()[2:]))
    for line in """
    building_ledger_coverage_rate higher 4 0 100 80
    household_page_coverage_rate higher 5 8 100 85
    required_field_completeness_rate higher 6 8 99 79
    management_class_assignment_rate higher 4 4 100 90
    residence_basis_consistency_rate higher 3 4 98 83
    missed_record_rate lower 5 8 0.5 5.0
    duplicate_record_rate lower 3 4 0.2 2.0
    transfer_in_acceptance_rate higher 0 4 100 80
    slip_submission_rate higher 6 0 100 80
    slip_timeliness_rate higher 4 0 95 75
    slip_line_match_rate higher 3 0 98 83
    acknowledgement_rate higher 4 0 98 78
    certificate_coverage_rate higher 4 0 98 78
    handover_timeliness_rate higher 4 0 100 80
    floating_file_coverage_rate higher 4 4 98 83
    certificate_check_record_rate higher 3 3 98 78
    four_free_information_rate higher 4 4 98 78
    outflow_update_rate higher 2 0 98 78
    outflow_registration_rate higher 0 5 98 78
    outflow_contact_update_rate higher 0 4 95 75
    floating_record_parity_index higher 2 0 100 80
    monthly_meeting_rate higher 3 4 100 50
    monthly_report_timeliness_rate higher 4 6 100 70
    nine_kind_completeness_rate higher 3 4 100 80
    ledger_update_timeliness_rate higher 3 4 98 78
    weekly_visit_coverage_rate higher 2 2 95 75
    courtyard_head_coverage_rate higher 3 4 100 80
    deputy_director_coverage_rate higher 2 3 100 80
    pre_post_training_rate higher 2 3 100 80
    payment_fulfilment_rate higher 3 4 100 80
    facility_standard_rate higher 4 5 100 70
    responsibility_agreement_rate higher 1 0 100 80
    publicity_update_rate higher 0 1 100 50
    """.strip().splitlines()
}
RANKED_FROM = 60


@dataclass
class Value:
    """A published indicator value."""

    half: str
    body: str
    part: str
    indicator: str
    numerator: float
    denominator: float
    status: str


def points(indicator: str, part: str) -> float:
    """The points of an indicator in a part's scheme."""
    _, urban, rural, _, _ = SCHEME[indicator]
    return urban if part == "urban" else rural


def won(value: Value) -> float | None:
    """Points won, or None where nothing was due."""
    if value.denominator == 0 and value.status != "no_data":
        return None
    if value.status == "no_data":
        return 0.0
    direction, _, _, target, zero = SCHEME[value.indicator]
    v = 100 * value.numerator / value.denominator
    reached = (v - zero) / (target - zero) if direction == "higher" else (zero - v) / (zero - target)
    return points(value.indicator, value.part) * min(1.0, max(0.0, reached))


def rounded(score: float | None) -> float | None:
    """Half-up to two decimals."""
    return (
        None
        if score is None
        else float(Decimal(repr(round(score, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))
    )


@dataclass
class Score:
    """A body's score before rounding, its parts, and where it stands."""

    score: float | None
    parts: dict[str, float | None]
    applicable: dict[str, float]
    status: str
    rank: int | None = None


def scores(
    values: list[Value],
    populations: dict[tuple[str, dt.date, str], int | None],
    groups: dict[str, str],
    sides: dict[str, str],
    as_of: dt.date,
) -> dict[tuple[str, str], Score]:
    """Scores by half-year and body; `groups` says who is ranked with whom, `sides` urban, rural or mixed.

    `populations` is by code, half-year's end and part; None where that of one body is missing.
    """
    by_part: dict[tuple[str, str], dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        by_part[value.half, value.body][value.part].append(value)
    results = {key: _score(key, parts, populations, sides, as_of) for key, parts in by_part.items()}
    _rank(results, groups)
    return results


def _score(
    key: tuple[str, str],
    parts: dict[str, list[Value]],
    populations: dict[tuple[str, dt.date, str], int | None],
    sides: dict[str, str],
    as_of: dt.date,
) -> Score:
    half, body = key
    end = bounds(half)[1]
    part_scores, applicable = {}, {}
    for part, values in parts.items():
        due = [(won(v), points(v.indicator, part)) for v in values if won(v) is not None]
        applicable[part] = sum(p for _, p in due)
        part_scores[part] = 100 * sum(w or 0 for w, _ in due) / applicable[part] if applicable[part] else None
    people = {part: populations.get((body, end, part)) for part in parts}
    status = "final" if as_of > day(end, 15) else "provisional"
    if sides[body] != "mixed":
        score = part_scores[sides[body]]
    elif None in people.values():
        return Score(None, part_scores, applicable, "not_computable")
    else:
        total = sum(people[p] or 0 for p in parts)
        score = sum((part_scores[p] or 0) * (people[p] or 0) for p in parts) / total
    if min(applicable.values()) < RANKED_FROM:
        status = "not_ranked"
    return Score(score, part_scores, applicable, status)


def _rank(results: dict[tuple[str, str], Score], groups: dict[str, str]) -> None:
    ladders: dict[tuple[str, str], list[float]] = defaultdict(list)
    ranked = {
        k: s for k, s in results.items() if s.status in ("final", "provisional") and s.score is not None
    }
    for (half, body), result in ranked.items():
        ladders[half, groups[body]].append(round(result.score or 0, 7))
    for (half, body), result in ranked.items():
        result.rank = 1 + sum(other > round(result.score or 0, 7) for other in ladders[half, groups[body]])
