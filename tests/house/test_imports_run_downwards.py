"""The order of the rooms: a module imports from its own room or from rooms before it, never in a circle."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "pipelines.contracts",
    "pipelines.databases",
    "pipelines.failures",
    "pipelines.home",
    "pipelines.audit",
    "pipelines.rules",
    "pipelines.reading",
    "pipelines.privacy",
    "pipelines.landing",
    "pipelines.scoring",
    "pipelines.matching",
    "pipelines.validation",
    "pipelines.warehouse",
    "pipelines.publication",
    "pipelines.keeping",
    "pipelines.sample",
    "reports.marts",
    "reports.parts",
    "reports.pages",
    "reports.printed",
    "reports.verification",
    "reports",
    "pipelines.desk",
    "pipelines.orchestration",
    "pipelines.cli",
)
REPORTS = tuple(room for room in ROOMS if room.startswith("reports"))
APART = {room: REPORTS[: REPORTS.index(room)] for room in REPORTS} | {
    "pipelines.sample": ("pipelines.contracts",)
}
TOPS = ("pipelines", "reports")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for top in TOPS for path in sorted((ROOT / top).rglob("*.py"))}
PACKAGES = [name for name, path in MODULES.items() if path.name == "__init__.py"]


def imported(path: Path) -> set[str]:
    """The modules of this project that a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import hides the room it comes from"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name in MODULES} - {name_of(path)}


IMPORTS = {name: imported(path) for name, path in MODULES.items()}


def room_of(module: str) -> str:
    return next((room for room in ROOMS if module == room or module.startswith(f"{room}.")), "")


def test_every_module_stands_in_a_declared_room() -> None:
    assert {name for name in MODULES if not room_of(name)} == {"pipelines"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_before_it(room: str) -> None:
    allowed = {room, *APART.get(room, ROOMS[: ROOMS.index(room)])}
    upwards = {
        f"{module} imports {target}"
        for module, targets in IMPORTS.items()
        for target in targets
        if room_of(module) == room and room_of(target) not in allowed
    }
    assert not upwards


def test_only_the_command_line_knows_the_sample() -> None:
    users = {
        room_of(name)
        for name, targets in IMPORTS.items()
        if any(room_of(t) == "pipelines.sample" for t in targets)
    }
    assert users <= {"pipelines.sample", "pipelines.cli"}


def test_modules_do_not_import_in_a_circle() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_face_is_one_docstring(package: str) -> None:
    body = ast.parse(MODULES[package].read_text("utf-8")).body
    assert len(body) == 1, f"{MODULES[package]}: move what is imported or defined here into a module"
    assert ast.get_docstring(ast.Module(body, [])), (
        f"{MODULES[package]}: say in one sentence what the package is"
    )
