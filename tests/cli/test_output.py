"""How a table is printed: drawn while it is short, in plain columns where it is long."""

import pytest

from pipelines.cli.output import DRAWN, moment, print_table


@pytest.mark.parametrize("rows", [3, DRAWN + 1])
def test_every_row_is_printed_however_many_there_are(capsys: pytest.CaptureFixture[str], rows: int) -> None:
    print_table(["body", "women"], [[f"社区{number}", f"{number}"] for number in range(rows)], ["women"])
    printed = capsys.readouterr().out
    assert all(f"社区{number} " in printed for number in range(rows))


def test_the_columns_of_a_long_table_stand_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(
        ["body", "women"], [["通桥路社区" if n % 2 else "c2", f"{n}"] for n in range(1000)], ["women"]
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "body        women"
    assert lines[1] == "c2              0"
    assert lines[2] == "通桥路社区      1"
    assert lines[-1] == "通桥路社区    999"


def test_a_moment_says_that_it_is_of_utc() -> None:
    assert moment("2026-11-26T23:01:26+08:00") == "2026-11-26 15:01:26 UTC"
    assert moment("yesterday") == "yesterday"
