"""The places that options name, looked at before a command works: what cannot be used ends it in one line."""

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

import typer

from pipelines.cli.console import fail
from pipelines.cli.statuses import FAILED, WRONG_CALL
from pipelines.home import Home

OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE}


def file_to_write(param: typer.CallbackParam, path: Path | None) -> Path | None:
    """The file of an option, as given; the call ends (exit 2) where nothing can be written there."""
    if path is None:
        return None
    _check_outside_homes(path, param)
    if path.is_dir():
        _refuse(f"{path} is a folder", param, "a file in it")
    if path.exists():
        if not os.access(path, os.W_OK):
            _refuse(f"{path} cannot be written to", param, "another file")
        return path
    if not path.absolute().parent.exists():
        _refuse(f"there is no folder {path.parent}: make it first", param, "another file")
    _check_folder(path.absolute().parent, param)
    return path


def folder_to_make(param: typer.CallbackParam, path: Path | None) -> Path | None:
    """The folder of an option, as given; the call ends (exit 2) where it can neither be made nor replaced."""
    if path is None:
        return None
    _check_outside_homes(path, param)
    if path.exists() and not path.is_dir():
        _refuse(f"{path} is a file, not a folder", param, "another folder")
    _check_folder(_nearest(path.absolute().parent), param)
    return path


def folder_to_read(param: typer.CallbackParam, path: Path) -> Path:
    """The folder of an argument, as given; the call ends (exit 2) where none is there."""
    if not path.is_dir():
        _refuse(f"{path} is no folder", param, "one that is there")
    return path


def home_to_make(param: typer.CallbackParam, path: Path | None) -> Path:
    """The home, there or yet to be made; the call ends (exit 2) where it cannot be."""
    root = Home.find(path).root
    _check_folder(_nearest(root), param)
    return root


def home_or_none(param: typer.CallbackParam, path: Path | None) -> Path:
    """The home, which need not be there; the call ends (exit 2) where a file stands in its place."""
    root = Home.find(path).root
    _demand_folder(_nearest(root), param)
    return root


def home_there(param: typer.CallbackParam, path: Path | None) -> Path:
    """The home that is there; the call ends (exit 2) where none is."""
    root = home_or_none(param, path)
    if not root.is_dir():
        _refuse_home(root, param)
    return root


def home_prepared(param: typer.CallbackParam, path: Path | None) -> Path:
    """The home in which a night was begun; the call ends (exit 2) where none is, lest a folder become one."""
    root = home_there(param, path)
    if not Home(root).archive.is_dir():
        _refuse_home(root, param)
    return root


def unusable(error: OSError) -> int:
    """Say that a place could not be used, without its name, which may be a person's; the exit status."""
    told = error.strerror or type(error).__name__
    if error.errno in OF_THE_MACHINE:
        return fail(f"it could not be done ({told}): look at the disk and the memory, then ask again", FAILED)
    return fail(
        f"a file or folder could not be used ({told}): look at the paths of the call, and at the home with "
        "taizhang doctor",
        WRONG_CALL,
    )


def _check_outside_homes(path: Path, param: typer.CallbackParam) -> None:
    """What is given out may take the place of nothing that a home rests on; its inbox is the offices' own."""
    place = path.resolve()
    for root in place.parents:
        home = Home(root)
        if (
            home.archive.is_dir()
            and home.identified.parent.is_dir()
            and home.inbox not in (place, *place.parents)
        ):
            _refuse(f"{path} lies in a home of taizhang", param, "a place outside")


def _nearest(path: Path) -> Path:
    """The path, or what of it is there."""
    return next(place for place in (path, *path.parents) if place.exists())


def _check_folder(folder: Path, param: typer.CallbackParam) -> None:
    _demand_folder(folder, param)
    try:
        with TemporaryFile(dir=folder):  # rights alone do not tell: the disk may be read-only, or no disk
            pass
    except OSError as error:
        _refuse(f"{folder} cannot be written to ({error.strerror})", param, "another place")


def _demand_folder(folder: Path, param: typer.CallbackParam) -> None:
    if not folder.is_dir():
        _refuse(f"{folder} is a file, not a folder", param, "another place")


def _refuse_home(root: Path, param: typer.CallbackParam) -> None:
    _refuse(f"there is no home at {root}", param, "the right one, or run taizhang demo or nightly first")


def _refuse(problem: str, param: typer.CallbackParam, instead: str) -> None:
    name = param.opts[-1] if param.param_type_name == "option" else param.human_readable_name
    raise typer.Exit(fail(f"{problem}; give {name} {instead}", WRONG_CALL))
