"""The README's table of checks is the contracts' list, and every check in SQL is on it."""

from pathlib import Path

from pipelines.contracts.catalog import checks
from pipelines.warehouse.models import ROOT

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- checks: pipelines/contracts/checks.csv -->", "<!-- end of checks -->"


def table() -> list[str]:
    """The list as the README shows it."""
    rows = [
        (
            f"`{check['id']}` {check['label_zh']}",
            *(check[key] for key in ("severity", "effect", "subject", "rule")),
        )
        for check in checks()
    ]
    head = ("check", "severity", "effect", "subject", "rule")
    return [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(f"| {' | '.join(row)} |" for row in rows)]


def test_the_readme_shows_the_list_of_checks() -> None:
    shown = README.read_text("utf-8").split(BEGIN)[1].split(END)[0].strip().splitlines()
    assert shown == table(), "copy the list of pipelines/contracts/checks.csv into README.md"


def test_every_check_in_sql_is_on_the_list() -> None:
    written = {path.stem for path in (ROOT / "checks").glob("*.sql")}
    assert not written - {check["id"] for check in checks()}, "findings of an unlisted check are lost"
