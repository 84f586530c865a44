"""A body is found by code, name or the beginning of its name, and near ones are named where it is not."""

import pytest

from pipelines.publication.bodies import UnknownBodyError, find_body

NAMES = {
    "411602091": "新华路街道",
    "411602091001": "新华路社区",
    "411602092": "永安路街道",
    "411602092001": "建设社区",
    "411602093001": "建设社区",
    "411602093002": "建设社区二村",
}


@pytest.mark.parametrize(
    ("meant", "code"),
    [
        ("411602092", "411602092"),
        ("永安路街道", "411602092"),
        ("永", "411602092"),
        ("建设社区二", "411602093002"),
    ],
)
def test_one_body_is_meant(meant: str, code: str) -> None:
    assert find_body(NAMES, meant) == code


@pytest.mark.parametrize(
    ("meant", "told"),
    [
        ("新华路", ["411602091)", "411602091001)"]),
        ("建设社区", ["411602092001)", "411602093001)"]),
        ("安路", ["永安路街道 (411602092)"]),
        ("永平路街道", ["永安路街道 (411602092)"]),
        ("411602099", ["411602091", "411602092"]),
        ("", ["beginning of its name"]),
    ],
)
def test_what_is_not_one_names_the_near_ones(meant: str, told: list[str]) -> None:
    with pytest.raises(UnknownBodyError) as refusal:
        find_body(NAMES, meant)
    assert all(text in str(refusal.value) for text in told)


def test_many_near_ones_are_counted() -> None:
    names = {f"4116020{number:05}": "建设社区" for number in range(3_000)}
    with pytest.raises(UnknownBodyError, match="and 2,992 more"):
        find_body(names, "建设")
