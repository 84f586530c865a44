"""A home's settings and schemes, read against the indicators that the SQL files count."""

from pathlib import Path

from pipelines.rules.files import install_rules
from pipelines.rules.schemes import SchemeLine, read_schemes
from pipelines.rules.settings import Setting, read_settings
from pipelines.warehouse.sql_files import indicator_ids


def read_rules(folder: Path) -> tuple[list[Setting], list[SchemeLine]]:
    """The rules of a home, the shipped ones where it has none; RuleError where they cannot be used."""
    install_rules(folder)
    return read_settings(folder), read_schemes(folder, indicator_ids())
