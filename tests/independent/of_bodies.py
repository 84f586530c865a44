"""The indicators of a body's own doings: monthly reports, posts, pay, premises."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Callable

from .offices import MANDATORY_ITEMS
from .periods import bounds, months_of, next_report
from .reading import Cells, Ratio, Reading

KINDS = [
    "marriage_count",
    "birth_count",
    "contraception_change_count",
    "hukou_out_count",
    "hukou_in_count",
    "job_loss_count",
    "job_gain_count",
    "inflow_count",
    "outflow_count",
]
STANDARD = {"2": 400, "3": 20}  # yuan a month of a deputy director, of a courtyard head
BOARDS = ("21", "22", "23", "24")


def rates(reading: Reading, half: str) -> dict[tuple[str, str], Ratio]:
    """Numerator and denominator by indicator and body."""
    values = {
        (name, body): read(reading, body, half) for name, read in BY_BODY.items() for body in reading.bodies
    }
    for village in reading.bodies.keys() - reading.communities:
        values["publicity_update_rate", village] = _boards(reading, village, half)
    return values


def thursdays(month: str) -> int:
    """How many Thursdays a month has."""
    year, number = map(int, month.split("-"))
    return sum(dt.date(year, number, d + 1).weekday() == 3 for d in range(monthrange(year, number)[1]))


def _heads_of_reports(reading: Reading, body: str, half: str) -> list[Cells]:
    reports = reading.tables["monthly_reports"]
    return [reports[body, month] for month in months_of(half) if (body, month) in reports]


def _meetings(reading: Reading, body: str, half: str) -> Ratio:
    return sum(head["meeting_on"] is not None for head in _heads_of_reports(reading, body, half)), 6


def _reports(reading: Reading, body: str, half: str) -> Ratio:
    return sum(_in_time(head) for head in _heads_of_reports(reading, body, half)), 6


def _in_time(head: Cells) -> bool:
    deadline = next_report(dt.date.fromisoformat(head["month"] + "-01"))
    return bool(head["received_on"] <= deadline)


def _lines(reading: Reading, body: str, half: str) -> list[Cells]:
    lines = reading.tables["courtyard_months"]
    keys = [(body, m, c) for m in months_of(half) for c in reading.courtyards(body, bounds(half)[1])]
    return [lines[key] for key in keys if key in lines]


def _nine_kinds(reading: Reading, body: str, half: str) -> Ratio:
    filled = sum(line[kind] is not None for line in _lines(reading, body, half) for kind in KINDS)
    return filled, len(reading.courtyards(body, bounds(half)[1])) * 9 * 6


def _visits(reading: Reading, body: str, half: str) -> Ratio:
    done = sum(min(x["visit_weeks_done"] or 0, thursdays(x["month"])) for x in _lines(reading, body, half))
    return done, len(reading.courtyards(body, bounds(half)[1])) * sum(map(thursdays, months_of(half)))


def _posts(reading: Reading, body: str, level: str) -> list[Cells]:
    posts = reading.tables["network_posts"].values()
    return [p for p in posts if p["division_code"] == body and p["network_level"] == level]


def _is_filled(post: Cells, on: dt.date) -> bool:
    return post["started_on"] <= on and (post["ended_on"] is None or post["ended_on"] > on)


def _courtyard_heads(reading: Reading, body: str, half: str) -> Ratio:
    end = bounds(half)[1]
    courtyards = reading.courtyards(body, end)
    headed = {post["courtyard_code"] for post in _posts(reading, body, "3") if _is_filled(post, end)}
    return len(courtyards & headed), len(courtyards)


def _deputies(reading: Reading, body: str, half: str) -> Ratio:
    return any(_is_filled(post, bounds(half)[1]) for post in _posts(reading, body, "2")), 1


def _training(reading: Reading, body: str, half: str) -> Ratio:
    start, end = bounds(half)
    new = [post for post in _posts(reading, body, "3") if start <= post["started_on"] <= end]
    return sum(p["trained_on"] is not None and p["trained_on"] <= p["started_on"] for p in new), len(new)


def _facilities(reading: Reading, body: str, half: str) -> Ratio:
    end, items = bounds(half)[1], reading.tables["facilities"]
    there = [items[body, item] for item in MANDATORY_ITEMS if (body, item) in items]
    return sum(_is_in_place(item, end) for item in there), 10


def _is_in_place(item: Cells, on: dt.date) -> bool:
    return item["in_place_flag"] is True and (item["opened_on"] is None or item["opened_on"] <= on)


def _boards(reading: Reading, village: str, half: str) -> Ratio:
    start, end = bounds(half)
    items = reading.tables["facilities"]
    boards = [items[village, item] for item in BOARDS if (village, item) in items]
    boards = [board for board in boards if _is_in_place(board, end)]
    quarter = start.replace(month=start.month + 3)
    return sum(b["updated_on"] is not None and quarter <= b["updated_on"] <= end for b in boards), len(boards)


def payments(reading: Reading, half: str) -> dict[str, Ratio]:
    """Months paid as they should be and months due, by the street or village that pays them out."""
    done: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for (post_id, month), pay in reading.tables["network_payments"].items():
        post = reading.tables["network_posts"].get((post_id,))
        if post is None or post["network_level"] not in STANDARD or month not in months_of(half):
            continue
        if pay["paying_body"] not in ("2", "3"):
            continue
        payer = post["division_code"][: 9 if pay["paying_body"] == "2" else 12]
        if payer in reading.communities:
            continue
        due[payer] += 1
        enough = pay["amount_paid"] is not None and pay["amount_paid"] >= STANDARD[post["network_level"]]
        done[payer] += pay["paid_on"] is not None and enough
    return {payer: (done[payer], due[payer]) for payer in due}


OF_REPORTS: dict[str, Callable[[Reading, str, str], Ratio]] = {
    "monthly_meeting_rate": _meetings,
    "monthly_report_timeliness_rate": _reports,
    "nine_kind_completeness_rate": _nine_kinds,
    "weekly_visit_coverage_rate": _visits,
}
BY_BODY = OF_REPORTS | {
    "courtyard_head_coverage_rate": _courtyard_heads,
    "deputy_director_coverage_rate": _deputies,
    "pre_post_training_rate": _training,
    "facility_standard_rate": _facilities,
}
