"""A body as an officer names it: by its code, its name, or the beginning of its name."""

from collections.abc import Mapping
from difflib import get_close_matches

SHOWN = 8


class UnknownBodyError(LookupError):
    """No body or several are meant; the message names the near ones with their codes."""


def find_body(names: Mapping[str, str], meant: str) -> str:
    """The code of the one body meant, of those given by code; UnknownBodyError where it is not one."""
    if meant in names:
        return meant
    exact = [code for code, name in names.items() if name == meant]
    found = exact or [code for code, name in names.items() if meant and name.startswith(meant)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownBodyError(f"{meant} is the name of several: {_listed(names, found)}; give the code")
    near = _near(names, meant)
    hint = f"; near are {_listed(names, near)}" if near else "; give its code or the beginning of its name"
    raise UnknownBodyError(f"no body {meant} is scored in that half-year{hint}")


def _near(names: Mapping[str, str], meant: str) -> list[str]:
    holding = [code for code, name in names.items() if meant and (meant in name or code.startswith(meant))]
    if holding:
        return sorted(holding, key=lambda code: (len(code), code))  # streets before their communities
    alike = {*get_close_matches(meant, set(names.values()), SHOWN, cutoff=0.4)}
    codes = get_close_matches(meant, list(names), SHOWN, cutoff=0.8)
    return [code for code, name in names.items() if name in alike or code in codes]


def _listed(names: Mapping[str, str], codes: list[str]) -> str:
    listed = ", ".join(f"{names[code]} ({code})" for code in codes[:SHOWN])
    return f"{listed} and {len(codes) - SHOWN:,} more" if len(codes) > SHOWN else listed
