"""Which rules run: by code, by the beginning of a code, by name, or all; in layers, as ruff has it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from personadata.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from personadata.lint.rule import Rule

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says about which rules run; ``select`` None leaves those of the layers below."""

    select: Collection[str] | None = None
    extend_select: Collection[str] = ()
    ignore: Collection[str] = ()
    extend_ignore: Collection[str] = ()


class Choice(NamedTuple):
    """Whether a rule runs, and which key of which layer said so; -1 and an empty key for the default."""

    on: bool
    layer: int = -1
    key: str = ""


def choose_rules(
    rules: Sequence[type[Rule]],
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> list[Rule]:
    """Instances of the *rules* that *select* names (by default those that are on) without those *ignore* names.

    *options* are by code or name.  Raises :class:`UserError` for a word that names no rule.
    """
    chosen = selected(rules, [Layer(select or None, ignore=ignore)])
    given = {named(rules, word)[0].code: values for word, values in (options or {}).items()}
    return [rule(**given.get(rule.code, {})) for rule in rules if chosen[rule.code].on]


def selected(rules: Sequence[type[Rule]], layers: Sequence[Layer]) -> dict[str, Choice]:
    """The choice for each of *rules* by code, by *layers* of which a later one has the last word.

    Within a layer the more specific word wins (``JS101`` over ``JS`` over ``ALL``), and ignoring over selecting.
    """
    chosen = {rule.code: Choice(rule.enabled) for rule in rules}
    for number, layer in enumerate(layers):
        if layer.select is not None:
            chosen = dict.fromkeys(chosen, Choice(False, number, "select"))
        words = [(word, "select") for word in layer.select or ()]
        words += [(word, "extend-select") for word in layer.extend_select]
        words += [(word, "ignore") for word in layer.ignore]
        words += [(word, "extend-ignore") for word in layer.extend_ignore]
        found = [(named(rules, word), word, key) for word, key in words]
        # a stable sort: of words that are as specific, what is ignored comes last
        for those, _, key in sorted(found, key=lambda item: _specific(item[0], item[1])):
            choice = Choice(key.endswith("select"), number, key)
            chosen |= {rule.code: choice for rule in those}
    return chosen


def named(rules: Sequence[type[Rule]], word: str) -> list[type[Rule]]:
    """The *rules* that *word* names, at least one."""
    found = [rule for rule in rules if word == ALL or word == rule.name or (word and rule.code.startswith(word))]
    if not found:
        raise UserError(
            f"no rule {word!r}{suggested(rules, word)}",
            help=f"a code such as {rules[0].code}, a name such as {rules[0].name}, or a family: {', '.join(families(rules))}",
        )
    return found


def suggested(rules: Iterable[type[Rule]], word: str) -> str:
    """`` (did you mean 'ID101'?)``: the code or name of one of *rules*, or a family of them, that is close to *word*."""
    rules = list(rules)
    if (upper := word.strip().upper()) in selectors(rules):  # codes in small letters
        return did_you_mean(upper, [upper])
    # not the beginnings of codes, which are close to much else
    return did_you_mean(word.strip(), [name for rule in rules for name in (rule.code, rule.name)])


def _specific(those: Sequence[type[Rule]], word: str) -> int:
    if word == ALL:
        return 0
    return sys.maxsize if any(word in (rule.code, rule.name) for rule in those) else len(word)


def families(rules: Iterable[type[Rule]]) -> list[str]:
    """The letters that the codes of *rules* begin with."""
    return sorted({rule.code.rstrip("0123456789") for rule in rules})


def selectors(rules: Iterable[type[Rule]]) -> list[str]:
    """Every word that names some of *rules*."""
    found = {rule.code[:end] for rule in rules for end in range(1, len(rule.code) + 1)}
    return [ALL, *sorted(found), *sorted(rule.name for rule in rules)]
