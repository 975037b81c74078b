"""Which rules run: by code, by the beginning of a code, by name, or all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from personadata.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from personadata.lint.rule import Rule

ALL = "ALL"


def choose_rules(
    rules: Sequence[type[Rule]],
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> list[Rule]:
    """Instances of the *rules* that *select* names (by default those that are on) without those *ignore* names.

    A word is a code (``ID102``), the beginning of one (``ID``), a rule's name or ``ALL``.  *options* are by code or
    name.  Raises :class:`UserError` for a word that names no rule.
    """
    chosen = {rule.code for word in select for rule in named(rules, word)}
    if not select:
        chosen = {rule.code for rule in rules if rule.enabled}
    chosen -= {rule.code for word in ignore for rule in named(rules, word)}
    given = {named(rules, word)[0].code: values for word, values in (options or {}).items()}
    return [rule(**given.get(rule.code, {})) for rule in rules if rule.code in chosen]


def named(rules: Sequence[type[Rule]], word: str) -> list[type[Rule]]:
    """The *rules* that *word* names, at least one."""
    found = [rule for rule in rules if word == ALL or word == rule.name or (word and rule.code.startswith(word))]
    if not found:
        words = [name for rule in rules for name in (rule.code, rule.name)]
        known = ", ".join(sorted({rule.code.rstrip("0123456789") for rule in rules}))
        raise UserError(
            f"no rule {word!r}{did_you_mean(word, words)}",
            help=f"a code such as {rules[0].code}, a name such as {rules[0].name}, or a family: {known}",
        )
    return found
