"""Invented citizens, units and the mistakes made in writing their numbers down."""

import datetime as dt
import random
from dataclasses import dataclass

from .paper import Row, Wrong

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
UNIT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = "甄尚闻宰郗桑燕冀郏浦", "秋岚望舒采薇疏影听雨栖桐知许"


@dataclass(frozen=True)
class Citizen:
    """One person as her identity card has her."""

    citizen_id: str
    name: str
    is_female: bool
    born_on: dt.date


def check_character(first17: str) -> str:
    """The 18th character of ISO 7064 MOD 11-2."""
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, WEIGHTS, strict=True)) % 11]


def unit_code(r: random.Random) -> str:
    """A nine-character organisation code with the check character of GB 11714."""
    body = f"{r.randrange(10**8):08d}"
    check = 11 - sum(int(c) * w for c, w in zip(body, UNIT_WEIGHTS, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


class Register:
    """Draws citizens, no number twice, from an area code that is assigned to no county."""

    def __init__(self, r: random.Random, area: str) -> None:
        self.r, self.area, self.taken = r, area, set[str]()

    def draw(self, born_on: dt.date, is_female: bool) -> Citizen:
        """A new citizen born on that day."""
        while True:
            serial = self.r.randrange(50, 490) * 2 + (not is_female)
            first17 = f"{self.area}{born_on:%Y%m%d}{serial:03d}"
            if first17 not in self.taken:
                self.taken.add(first17)
                name = self.r.choice(SURNAMES) + "".join(self.r.sample(GIVEN, 2))
                return Citizen(first17 + check_character(first17), name, is_female, born_on)

    def woman(self, around: dt.date) -> Citizen:
        """A woman of any adult age, often within days of 15 or 50, sometimes born on 29 February."""
        pick = self.r.random()
        if pick < 0.04:
            return self.draw(dt.date(self.r.choice((1956, 1960, 1964, 1992)), 2, 29), True)
        if pick < 0.16:
            years = self.r.choice((15, 50, 50, 50))
            day = dt.date(around.year - years, around.month, min(around.day, 28))
            return self.draw(day + dt.timedelta(days=self.r.randint(-4, 4)), True)
        return self.draw(around - dt.timedelta(days=self.r.randint(19 * 365, 52 * 365)), True)


def legacy(citizen_id: str) -> str:
    """The 15-digit number of someone born in the 1900s."""
    return citizen_id[:6] + citizen_id[8:17]


def misspell_id(r: random.Random, row: Row) -> None:
    """Writes the row's citizen ID in one of the ways that quarantine it."""
    right = str(row.cells["citizen_id"])
    if len(right) == 15:
        row.cells["citizen_id"], row.fate = None, "quarantined"
        return
    wrong_check = right[:17] + next(c for c in "0123456789X" if c != right[17])
    no_such_day = right[:10] + "0230" + right[14:17]
    row.cells["citizen_id"] = r.choice(
        (
            None,
            wrong_check,
            no_such_day + check_character(no_such_day),
            "1234567",
            Wrong(f"{float(right[:17]):.5E}", True),
        )
    )
    row.fate = "quarantined"
