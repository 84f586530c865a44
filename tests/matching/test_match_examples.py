"""Two entries of the ledgers, one woman or two: each slip and each look-alike by an example."""

from datetime import date

import pytest
from made_register import COMMUNITIES, Score, woman

THRESHOLD = 0.95
HERS = "411602197003050040"
ANNA = woman("王秀英", HERS, household_page_no="12")
ELSEWHERE = {"community_code": COMMUNITIES[5], "household_page_no": "77"}
BORN, LUNAR = {"birth_date": date(1970, 3, 5)}, date(1970, 1, 28)
NEXT_PAGE = {"household_page_no": "13"}
SAME_PAGE = {"household_page_no": "12"}


@pytest.mark.parametrize(
    ("slip", "other"),
    [
        ("a digit of the area", woman("王秀英", "411603197003050040", **ELSEWHERE)),
        ("a digit of the year", woman("王秀英", "411602197103050040", **BORN, **ELSEWHERE)),
        ("a digit of the sequence", woman("王秀英", "411602197003050140", **ELSEWHERE)),
        ("two digits swapped", woman("王秀英", "411062197003050040", **ELSEWHERE)),
        ("a new sequence number", woman("王秀英", "411602197003052480", **NEXT_PAGE)),
        ("a new area, on her own page", woman("王秀英", "320106197003052480", **SAME_PAGE)),
        ("a name that sounds alike", woman("王秀瑛", "411603197003050040", **ELSEWHERE)),
        ("a surname that sounds alike", woman("汪秀英", "411602197003050140", **NEXT_PAGE)),
        ("a character that looks alike", woman("王秀美", "411603197003050040", **NEXT_PAGE)),
        ("the given name turned round", woman("王英秀", "411603197003050040", **NEXT_PAGE)),
        ("a birth date one digit apart", woman("王秀英", "411602197003060040", **NEXT_PAGE)),
        ("a birth date by the lunar calendar", woman("王秀英", "411602197001280040", **ELSEWHERE)),
        ("the column by the lunar calendar", woman("王秀英", "411603197003050040", birth_date=LUNAR)),
    ],
)  # fmt: skip
def test_one_woman_with_a_slip_is_found(score: Score, slip: str, other: dict[str, object]) -> None:
    assert score(ANNA, other) >= THRESHOLD, slip


def test_traditional_characters_are_the_same_name(score: Score) -> None:
    simplified, traditional = (
        woman(name, number) for name, number in (("刘爱凤", HERS), ("劉愛鳳", "411603197003050040"))
    )
    assert score(simplified, traditional) >= THRESHOLD


@pytest.mark.parametrize(
    ("strangers", "other"),
    [
        ("twins on a page", woman("王秀兰", "411602197003050060", **SAME_PAGE)),
        ("twins with nothing of the name in common", woman("王桂珍", "411602197003050060", **SAME_PAGE)),
        ("twins born around midnight", woman("王秀兰", "411602197003060020", **SAME_PAGE)),
        ("twins with a page each", woman("王秀兰", "411602197003050060", **NEXT_PAGE)),
        ("twins in two communities", woman("王玉英", "411602197003050060", **ELSEWHERE)),
        ("twins a swapped sequence apart", woman("王秀兰", "411602197003050400", **SAME_PAGE)),
        ("sisters on a page", woman("王秀兰", "411602197205110060", **SAME_PAGE)),
        ("sisters born on the same day of two years", woman("王秀兰", "411602197203050040", **SAME_PAGE)),
        ("sisters on a page, one with another area", woman("王秀兰", "411603197003050040", **SAME_PAGE)),
        ("namesakes years apart", woman("王秀英", "411602196811190260", **NEXT_PAGE)),
        ("namesakes of another area", woman("王秀英", "320106198203050260", **ELSEWHERE)),
        ("women of one surname and birth date", woman("王桂珍", "411605197003050280", **NEXT_PAGE)),
        ("women of one given name and birth date", woman("马秀英", "411605197003050280", **NEXT_PAGE)),
    ],
)  # fmt: skip
def test_two_women_who_look_alike_stay_two(score: Score, strangers: str, other: dict[str, object]) -> None:
    assert score(ANNA, other) < THRESHOLD, strangers


def test_two_blank_names_never_agree(score: Score) -> None:
    one, other = woman(None, HERS), woman(None, "411605197003050280")
    assert score(one, other) == 0
    assert score(woman(" ", HERS), woman("　", "411605197003050280")) == 0


def test_two_blank_pages_never_agree(score: Score) -> None:
    other = {"name": "王秀英", "citizen_id": "411605197003052800"}
    blank = score(woman("王秀英", HERS), woman(**other))
    same = score(ANNA, woman(**other, household_page_no="12"))
    assert blank < same


def test_rows_under_one_id_are_no_pair(score: Score) -> None:
    assert score(ANNA, woman("王秀英", HERS, **ELSEWHERE)) == 0


def test_a_rare_surname_tells_more(score: Score) -> None:
    def reissued(surname: str) -> float:
        return score(
            woman(f"{surname}秀英", HERS), woman(f"{surname}秀英", "320106197003052480", **ELSEWHERE)
        )

    assert reissued("尉") > reissued("王") > 0
