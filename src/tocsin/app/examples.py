"""The situations that come with the program, and the copy of one to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import tocsin
from tocsin.core.errors import InputError


def examples_folder() -> Path:
    """Where the shipped situations are: inside the installed package, or beside the source tree."""
    package = Path(tocsin.__file__).parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if folder.is_dir():
            return folder
    message = "the shipped situations are not installed; reinstall tocsin"
    raise InputError(message)


def example_names() -> tuple[str, ...]:
    """The names of the shipped situations."""
    return tuple(sorted(path.parent.name for path in examples_folder().glob("*/situation.toml")))


def copy_example(name: str, target: Path) -> Path:
    """Copy a shipped situation to ``target`` and return it; files that are there already are brought up to date."""
    if name not in example_names():
        message = f"there is no shipped situation {name!r}; there are: {', '.join(example_names())}"
        raise InputError(message)
    try:
        shutil.copytree(
            examples_folder() / name, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("tocsin.db*")
        )
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror or error}; choose another place with --folder"
        raise InputError(message) from None
    return target
