"""The rules that ship: one class a module of this package, in the order of their codes."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Final

from personadata.lint.rule import Rule, is_rule


def _shipped() -> tuple[type[Rule], ...]:
    found: list[type[Rule]] = []
    for module in pkgutil.iter_modules(__path__):
        members = vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        found += [member for member in members if is_rule(member) and member.__module__.endswith(module.name)]
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES: Final[tuple[type[Rule], ...]] = _shipped()
