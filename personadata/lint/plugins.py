"""The rules there are: those that ship, and those of installed packages.

A package offers rules under the entry point group ``personadata.rules``: a :class:`~personadata.lint.rule.Rule` class,
a list of them, or a module that holds some.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NoReturn

from personadata.errors import UserError
from personadata.lint.options import options, paths
from personadata.lint.rule import Rule, is_rule
from personadata.lint.rules import RULES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "personadata.rules"
_CODE: Final = re.compile(r"[A-Z]+[0-9]+")
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@cache
def all_rules() -> tuple[type[Rule], ...]:
    """Every rule in the order of codes; raises :class:`UserError` that names the plug-in when one is broken."""
    known = {word: "personadata itself" for rule in RULES for word in (rule.code, rule.name)}
    found = list(RULES)
    for point in _points():
        called = _called(point)
        for rule in _offered(point):
            _check(rule, called)
            for word in (rule.code, rule.name):
                if word in known:
                    _refuse(called, f"{rule.__name__}: {word} is taken, by {known[word]}")
                known[word] = called
            found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


def _points() -> list[EntryPoint]:
    """The entry points of :data:`GROUP`; importlib.metadata takes 20 ms to load, so only when there may be one."""
    if not _may_have_points():
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _may_have_points() -> bool:
    """Whether an installed package may offer rules: never wrong when it says no.

    It looks where importlib.metadata does, in the ``entry_points.txt`` of every ``.dist-info`` and ``.egg-info`` on
    the path, and says yes to what is no folder, such as a zip file, and to finders of other kinds.
    """
    if any(finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path):
        return True
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                infos = [entry.path for entry in entries if entry.name.lower().endswith((".dist-info", "egg-info"))]
        except FileNotFoundError:
            continue
        except (OSError, TypeError, ValueError):
            return True
        for info in infos:
            # what importlib.metadata takes for a package without entry points
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
                if GROUP.encode() in Path(info, "entry_points.txt").read_bytes():
                    return True
    return False


def _offered(point: EntryPoint) -> Iterator[type[Rule]]:
    try:
        value = point.load()
    except (Exception, SystemExit) as error:  # a script that was written to be run, not imported
        _refuse(_called(point), f"cannot be loaded: {type(error).__name__}: {error}")
    if isinstance(value, ModuleType):
        value = [item for item in vars(value).values() if _is_whole(item) and item.__module__ == value.__name__]
        if not value:
            _refuse(_called(point), "the module holds no rules")
    for item in value if isinstance(value, list | tuple) else [value]:
        if not _is_whole(item):
            _refuse(_called(point), f"{item!r:.80} is no subclass of personadata.lint.rule.Rule")
        yield item


def _is_whole(item: Any) -> bool:
    return is_rule(item) and not getattr(item, "__abstractmethods__", None)


def _check(rule: type[Rule], called: str) -> None:
    for attribute, pattern in (("code", _CODE), ("name", _NAME)):
        value = getattr(rule, attribute, None)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            _refuse(called, f"{rule.__name__}.{attribute} is {value!r}, not like {RULES[0].__dict__[attribute]!r}")
    try:
        own = options(rule)
    except AttributeError as error:
        _refuse(called, f"{rule.__name__}.{error.name}: an option needs a default")
    for option, default in own.items():
        if type(default) not in (bool, int, float, str, tuple) and option not in paths(rule):
            _refuse(
                called,
                f"{rule.__name__}.{option} is {default!r:.80}: an option is a number, a text, a truth value or a tuple of texts; anything else is a ClassVar",
            )
    if not rule.__doc__:
        _refuse(called, f"{rule.__name__} has no docstring, which is its manual")


def _called(point: EntryPoint) -> str:
    dist = f"{point.dist.name} {point.dist.version}: " if point.dist else ""
    return f"plug-in {dist}{point.name} = {point.value}"


def _refuse(called: str, fault: str) -> NoReturn:
    raise UserError(f"{called}: {fault}", help="mend or uninstall that package")
