"""What a record is compared by: names taken apart and sounded, IDs taken apart, dates in both calendars."""

from datetime import date

import pytest
from made_register import candidates_of, make_register, woman

from pipelines.matching.features import LUNAR_DAYS, lunar_digits, sound, with_features
from pipelines.matching.slips import ALIKE

HERS = "411602197003050040"


def features_of(name: str | None) -> dict[str, object]:
    return with_features(candidates_of(woman(name, HERS))).row(0, named=True)


@pytest.mark.parametrize(
    ("name", "surname", "given_name"),
    [
        ("王秀英", "王", "秀英"),
        ("王英", "王", "英"),
        (" 王 秀　英 ", "王", "秀英"),
        ("劉愛鳳", "刘", "爱凤"),
        ("欧阳娜", "欧阳", "娜"),
        ("歐陽娜", "欧阳", "娜"),
        ("姓名：王小花", "王", "小花"),
        ("*3、王小花", "王", "小花"),
        ("欧阳", "欧", "阳"),
        ("阿依古丽·买买提", "阿", "依古丽买买提"),
        ("王", "王", None),
        ("", None, None),
        (" ", None, None),
        (None, None, None),
    ],
)
def test_names_fall_into_surname_and_given_name(
    name: str | None, surname: object, given_name: object
) -> None:
    found = features_of(name)
    assert (found["surname"], found["given_name"]) == (surname, given_name)


def test_names_sound_without_tones() -> None:
    found = features_of("張靜")
    assert (found["surname_sound"], found["given_sound"]) == ("zhang ", "jing ")


def test_ids_fall_into_their_parts() -> None:
    found = features_of("王秀英")
    parts = ("id_area", "id_birth", "id_sequence", "birth")
    assert tuple(found[part] for part in parts) == ("411602", "19700305", "004", "19700305")


@pytest.mark.parametrize(
    ("day", "digits"),
    [
        (date(1970, 3, 5), "19700128"),
        (date(1970, 2, 5), "19691229"),
        (date(2004, 4, 10), "20040221"),  # in a leap month
        (date(1900, 1, 30), None),
        (date(2101, 1, 1), None),
    ],
)
def test_days_have_a_lunar_date(day: date, digits: str | None) -> None:
    assert lunar_digits(day) == digits
    assert all(lunar_digits(day) for day in LUNAR_DAYS)


def test_each_pair_of_the_slips_sounds_alike() -> None:
    assert [pair for pair in ALIKE if sound(pair[0]) != sound(pair[1])] == []
    assert len({character for pair in ALIKE for character in pair}) == 2 * len(ALIKE)


def test_order_of_rows_stays() -> None:
    candidates = make_register(50).sample(fraction=1, shuffle=True, seed=3)
    assert with_features(candidates)["unique_id"].to_list() == candidates["unique_id"].to_list()
