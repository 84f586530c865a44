"""What the class counts withhold of a body's files no denominator may tell, its own or its street's."""

from assessed import AS_OF, C1, C2, STREET, VILLAGE, district, woman
from builders import built_warehouse


def withheld(women: list[dict[str, object]]) -> list[tuple[str, str]]:
    """Body and register, where a number of files is withheld."""
    rows = {"ledger_persons": women}
    with built_warehouse(district(rows), AS_OF, {"protection.withheld_files"}) as connection:
        return connection.execute(
            "select body_code, persons from protection.withheld_files where half_year = '2006H1' order by all"
        ).fetchall()


def women_in(body: str, women: int, **cells: object) -> list[dict[str, object]]:
    return [woman(f"{body}-{number}", body, **cells) for number in range(women)]


def test_of_a_body_with_few_women_the_files_are_withheld_and_those_of_its_street() -> None:
    assert withheld(women_in(C1, 20) + women_in(VILLAGE, 3)) == [(STREET, "files"), (VILLAGE, "files")]


def test_of_a_community_with_few_of_the_class_the_co_managed_files_are_withheld() -> None:
    found = withheld(women_in(C1, 20, management_class="1") + women_in(C2, 3, management_class="2"))
    assert (C2, "co_managed_files") in found


def test_nothing_is_withheld_where_the_class_counts_tell_everything() -> None:
    assert not withheld(women_in(C1, 20, management_class="1"))
