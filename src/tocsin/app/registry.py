"""Parts by name: the built-in ones come through the same entry points as anyone's."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from tocsin.core.errors import InputError

GROUPS = ("tocsin.readers", "tocsin.rule_compilers", "tocsin.forecasters")


def names(group: str) -> tuple[str, ...]:
    """The names registered in ``group``, sorted."""
    return tuple(sorted(point.name for point in entry_points(group=group)))


def make(group: str, name: str, **arguments: Any) -> Any:
    """Make the part registered as ``name`` in ``group``, or raise :class:`InputError` that lists what there is."""
    for point in entry_points(group=group, name=name):
        try:
            return point.load()(**arguments)
        except ImportError as error:
            message = (
                f"{name} is registered in {group} but does not load: {error}; reinstall the package that brings it"
            )
            raise InputError(message) from error
    message = f"no part {name!r} in {group}; there are: {', '.join(names(group)) or 'none'}"
    raise InputError(message)
