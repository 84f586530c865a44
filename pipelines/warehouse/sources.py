"""What each indicator rests on, read out of the SQL: contract tables and settings."""

import re
from collections.abc import Sequence

from pipelines.warehouse.models import Model, behind, models

STAGING = "staging"


def indicator_tables() -> list[tuple[str, str]]:
    """Pairs of indicator and contract table, over all models between the two."""
    return [
        (_id(indicator), model.name.removeprefix(f"{STAGING}."))
        for indicator in _indicators()
        for model in behind([indicator.name], models())
        if model.layer == STAGING
    ]


def indicator_meanings() -> list[tuple[str, str]]:
    """Pairs of indicator and what it counts, in the words that open its SQL file."""
    return [(_id(indicator), indicator.description) for indicator in _indicators()]


def indicator_settings(settings: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of indicator and setting that one of the models behind it reckons with."""
    readers = {
        name: frozenset(setting for setting in settings if _reckons_with(model.sql, setting))
        for name, model in models().items()
        if model.layer != STAGING
    }
    return [
        (_id(indicator), setting)
        for indicator in _indicators()
        for setting in sorted(
            frozenset().union(*(readers.get(model.name, ()) for model in behind([indicator.name], models())))
        )
    ]


def _reckons_with(sql: str, setting: str) -> bool:
    if setting not in sql:
        return False
    # a line that ends in the bare name only hands the setting on, under its own name
    uses = re.compile(rf"\b{setting}\b(?!,?$)", re.MULTILINE)
    lines = (line for line in sql.splitlines() if not re.search(rf"\bas {setting},?$", line))
    return any(uses.search(line) for line in lines)


def _indicators() -> list[Model]:
    return [model for model in models().values() if model.layer == "indicators"]


def _id(indicator: Model) -> str:
    return indicator.name.split(".")[1]
