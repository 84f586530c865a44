"""The slips by which one woman comes to stand under two citizen IDs, and the women who only look like one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

import opencc

from pipelines.matching.features import lunar_digits, sound

AREA, BIRTH, SEQUENCE = range(0, 6), range(6, 14), range(14, 17)
SAME_SEX = 2  # women's sequence numbers are even
FIRST_CENTURY = "19"  # of an ID of 15 digits
ON_HER_PAGE = 0.1
ALIKE = (
    "英瑛", "丽莉", "芳方", "华花", "玲铃", "萍平", "霞侠", "云芸", "红虹", "梅玫", "艳燕", "秀绣", "珍贞",
    "琴芹", "兰岚", "凤奉", "荣蓉", "香湘", "玉育", "桂贵", "春椿", "爱艾", "雪学", "素苏", "巧桥", "月悦",
    "金今", "美每", "慧惠", "文纹", "晓小", "海孩", "彩采", "莲怜", "娟涓", "敏闽", "静净", "娜纳", "丹单",
    "琼穷", "洁杰", "张章", "王汪", "李里", "刘留", "陈臣", "杨阳", "黄皇", "赵照", "吴无", "徐许", "孙荪",
    "朱珠", "胡湖", "何河", "林临",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A woman as a ledger row writes her; the check digit of her ID is not compared and may be wrong."""

    name: str
    citizen_id: str
    birth_date: date
    community_code: str
    household_page_no: str | None


# an entry, another woman's, and the draw; None where this entry cannot carry the slip
Slip = Callable[[Entry, Entry, Random], Entry | None]


def id_digit(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """One digit of the ID is another."""
    return _with_slip(entry, rng.choice([*AREA, *BIRTH, *SEQUENCE]), rng)


def id_swapped(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """Two neighbouring digits of the ID stand the other way round."""
    place = rng.choice([*AREA, *BIRTH, *SEQUENCE][:-1])
    old = entry.citizen_id
    return _with_id(entry, old[:place] + old[place + 1] + old[place] + old[place + 2 :])


def id_legacy(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """One digit of a 15-digit ID is another, which no check digit gives away; landing has made 18 of it."""
    places = [*AREA, *BIRTH[2:], *SEQUENCE]
    return _with_slip(entry, rng.choice(places), rng) if _century(entry) == FIRST_CENTURY else None


def id_reissued(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """A second ID of another sequence number, half of the time issued in another area."""
    area = entry.citizen_id[:6] if rng.random() < 0.5 else f"{rng.randrange(410000, 420000)}"
    return _with_id(entry, f"{area}{entry.citizen_id[6:14]}{rng.randrange(2, 500, 2):03}0")


def name_sound(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """A character of the name is one that sounds the same, and a digit of the ID is another."""
    places = [place for place, character in enumerate(entry.name) if character in _alike()]
    return _renamed(entry, rng.choice(places), _alike(), rng) if places else None


def name_traditional(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """The name is written in Traditional characters, and a digit of the ID is another."""
    name = str(_to_traditional().convert(entry.name))
    slipped = id_digit(entry, other, rng)
    return replace(slipped, name=name) if slipped and name != entry.name else None


def name_character(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """The last character of the name is another, and a digit of the ID's area or birth date."""
    slipped = _with_slip(entry, rng.choice([*AREA, *BIRTH]), rng)
    name = _other_name(entry, other)
    return replace(slipped, name=name) if slipped and name else None


def birth_digit(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """A digit of the birth date is another, in the column alone or in the ID too."""
    slipped = _with_slip(entry, rng.choice(BIRTH), rng)
    return _born_as(entry, slipped.citizen_id[6:14], rng) if slipped else None


def birth_lunar(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """The birth date is that of the lunar calendar, in the column alone or in the ID too."""
    lunar = lunar_digits(entry.birth_date)
    return _born_as(entry, lunar, rng) if lunar else None


def twins(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """Her twin on the same page: one character of the name in common, the next sequence number or so."""
    days = rng.choice([0, 0, 0, 0, 1])
    return _sister(entry, other, entry.birth_date + timedelta(days), f"{_sequence(entry) + SAME_SEX:03}")


def twins_apart(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """Her twin, who lives elsewhere."""
    twin = twins(entry, other, rng)
    return twin and _at_home_of(other, twin)


def sisters(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """Her younger sister on the same page."""
    born = entry.birth_date + timedelta(rng.randrange(300, 2500))
    return _sister(entry, other, born, f"{rng.randrange(2, 500, 2):03}")


def namesakes(entry: Entry, other: Entry, rng: Random) -> Entry | None:
    """Another woman of her name, born years before or after, who lives elsewhere."""
    born = entry.birth_date + timedelta(rng.choice([-1, 1]) * rng.randrange(400, 4000))
    citizen_id = f"{entry.citizen_id[:6]}{born:%Y%m%d}{rng.randrange(2, 500, 2):03}0"
    return _at_home_of(other, replace(entry, citizen_id=citizen_id, birth_date=born))


ERRORS: Mapping[str, Slip] = {
    slip.__name__: slip
    for slip in (
        id_digit, id_swapped, id_legacy, id_reissued, name_sound, name_traditional, name_character,
        birth_digit, birth_lunar,
    )
}  # fmt: skip
STRANGERS: Mapping[str, Slip] = {slip.__name__: slip for slip in (twins, twins_apart, sisters, namesakes)}


@cache
def _alike() -> dict[str, str]:
    return {one: other for pair in ALIKE for one, other in (tuple(pair), tuple(pair[::-1]))}


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _with_slip(entry: Entry, place: int, rng: Random) -> Entry | None:
    old = entry.citizen_id
    return _with_id(entry, f"{old[:place]}{rng.randrange(10)}{old[place + 1 :]}")


def _with_id(entry: Entry, citizen_id: str) -> Entry | None:
    """The entry under that ID; None where it is the same woman's, a man's or has no date in it."""
    is_another = citizen_id[:17] != entry.citizen_id[:17] and int(citizen_id[16]) % 2 == 0
    return replace(entry, citizen_id=citizen_id) if is_another and _day(citizen_id[6:14]) else None


def _renamed(entry: Entry, place: int, sounds: Mapping[str, str], rng: Random) -> Entry | None:
    name = entry.name[:place] + sounds[entry.name[place]] + entry.name[place + 1 :]
    slipped = id_digit(entry, entry, rng)
    return replace(slipped, name=name) if slipped else None


def _born_as(entry: Entry, digits: str, rng: Random) -> Entry | None:
    born = _day(digits)
    if born is None or born == entry.birth_date:
        return None
    in_both = _with_id(entry, entry.citizen_id[:6] + digits + entry.citizen_id[14:])
    slipped = in_both if rng.random() < 0.5 else _with_slip(entry, rng.choice([*AREA, *SEQUENCE]), rng)
    return replace(slipped, birth_date=born) if slipped else None


def _sister(entry: Entry, other: Entry, born: date, sequence: str) -> Entry | None:
    name = _other_name(entry, other)
    citizen_id = f"{entry.citizen_id[:6]}{born:%Y%m%d}{sequence[-3:]}0"
    return replace(entry, name=name, citizen_id=citizen_id, birth_date=born) if name else None


def _other_name(entry: Entry, other: Entry) -> str | None:
    """Her name with the other's last character; None where that is no other name of two characters."""
    if len(entry.name) < 3 or sound(entry.name[-1]) == sound(other.name[-1]):
        return None
    return entry.name[:-1] + other.name[-1]


def placed(entry: Entry, other: Entry, rng: Random) -> Entry:
    """Her second file lies as likely elsewhere as in her own community, seldom on her own page."""
    draw = rng.random()
    if draw < ON_HER_PAGE:
        return entry
    if draw < 0.5:
        return replace(entry, household_page_no=f"{entry.household_page_no} {draw}")
    return _at_home_of(other, entry)


def _at_home_of(other: Entry, entry: Entry) -> Entry:
    return replace(entry, community_code=other.community_code, household_page_no=other.household_page_no)


def _sequence(entry: Entry) -> int:
    return int(entry.citizen_id[14:17])


def _century(entry: Entry) -> str:
    return entry.citizen_id[6:8]


def _day(digits: str) -> date | None:
    """A day of the two centuries that landing lets pass."""
    try:
        return (
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits[:2] in ("19", "20") else None
        )
    except ValueError:
        return None
