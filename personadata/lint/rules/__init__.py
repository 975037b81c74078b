"""The rules that ship: one class a module of this package, in the order of their codes."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Final

from personadata.lint.rule import Rule


def _shipped() -> tuple[type[Rule], ...]:
    found: list[type[Rule]] = []
    for module in pkgutil.iter_modules(__path__):
        members = vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        found += [
            member
            for member in members
            # not issubclass, which asks ABC; not isinstance alone, which in Python 3.10 takes list[str] for a class
            if isinstance(member, type) and member.__module__.endswith(module.name) and Rule in member.__mro__
        ]
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES: Final[tuple[type[Rule], ...]] = _shipped()
