"""A register of invented women, drawn from a seed, and women written down by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256

import numpy as np
import polars as pl

Score = Callable[[dict[str, object], dict[str, object]], float]
SURNAMES = tuple("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗")
FIRST = tuple("秀玉桂春爱翠凤雪红素巧月兰瑞金美淑慧文晓丽海彩")
SECOND = tuple("英珍芳霞莲梅香荣琴云萍娟玲敏静燕花平娜丹琼洁")
AREAS = tuple(f"4116{number:02}" for number in range(1, 26))
COMMUNITIES = tuple(f"411602091{number:03}" for number in range(1, 25))


def woman(name: str | None, citizen_id: str, **written: object) -> dict[str, object]:
    """One candidate; her birth date is the ID's and her page is none, unless written otherwise."""
    row = {
        "person_key": sha256(citizen_id.encode()).hexdigest(),
        "citizen_id": citizen_id,
        "name": name,
        "birth_date": date.fromisoformat(citizen_id[6:14]),
        "community_code": COMMUNITIES[0],
        "household_page_no": None,
        **written,
    }
    return {"unique_id": sha256(repr(row).encode()).hexdigest(), **row}


def candidates_of(*women: dict[str, object]) -> pl.DataFrame:
    """The women as candidates, in the order of their unique_id."""
    schema = {"unique_id": pl.String, **dict.fromkeys(("person_key", "citizen_id", "name"), pl.String)}
    schema |= {"birth_date": pl.Date, "community_code": pl.String, "household_page_no": pl.String}
    return pl.DataFrame(women, schema=schema).sort("unique_id")


def make_register(count: int, seed: int = 1) -> pl.DataFrame:
    """So many invented women, none of whom stands twice; IDs of 25 areas."""
    rng = np.random.default_rng(seed)
    drawn = zip(
        *(rng.choice(values, count) for values in (SURNAMES, FIRST, SECOND, AREAS, COMMUNITIES)),
        rng.integers(0, 10_900, count),
        rng.integers(1, 250, count),
        strict=True,
    )
    women = []
    for page, (surname, first, second, area, community, day, nth) in enumerate(drawn):
        born = date(1957, 1, 1) + timedelta(int(day))
        citizen_id = f"{area}{born:%Y%m%d}{2 * nth:03}0"
        women.append(
            woman(
                surname + first + second,
                citizen_id,
                community_code=str(community),
                household_page_no=str(page),
            )
        )
    return candidates_of(*women)
