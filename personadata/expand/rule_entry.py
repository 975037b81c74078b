"""Reads one paraphrase rule out of a rule file, collecting every mistake before complaining."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from personadata.errors import did_you_mean
from personadata.expand import transforms
from personadata.expand.patterns import compile_pattern, missing_groups, read_replacement
from personadata.expand.rules import STAGES, Paraphrase
from personadata.lazy import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = TypeVar("Kind", list[Any], dict[Any, Any])
_CHOICES = {
    "side": ("question", "answer", "both", "dialogue"),
    "meaning": ("=", "≈", "→A", "≠"),
    "kind": ("core", "affix", "surface", "policy"),
    "stage": STAGES,
}
_OPTIONAL = {"register": ("casual", "polite", "net", "pressing", "formal"), "position": ("first", "later")}
_KEYS = {
    "id", "name", "side", "meaning", "kind", "stage", "family", "when", "rewrite", "swap", "do", "share", "excludes",
    "heldout", "noise", "register", "position", "examples", "checks", "note", "group", "unsafe", "needs", "question",
}  # fmt: skip
_FIELDS = {"qtype", "pol", "verb", "addr", "prt", "polite", "greet", "reg", "category", "group"}
_NOTHING = regex("(?!)")


class RuleReader:
    """Reads the rule *entry*, which begins at *row* of the file shown as *path*; mistakes are kept in ``problems``.

    *words* are the lists that patterns may name.  With *compiled* patterns are compiled at once and replacements held
    against them; without, a mistake in one shows when the rule is first used.
    """

    def __init__(
        self, entry: Any, words: Mapping[str, list[str]], path: str, row: int, *, compiled: bool = True
    ) -> None:
        self.entry = entry
        self.words = words
        self.path = path
        self.row = row
        self.compiled = compiled
        self.problems: list[str] = []

    def read(self) -> Paraphrase | None:
        """The rule, or None when there are mistakes in it."""
        entry = self.entry
        if not isinstance(entry, dict) or "id" not in entry:
            self.problems.append(f"{self.path}:{self.row}: a rule is a map with an id")
            return None
        for key in entry:
            if key not in _KEYS:
                self.say(f"unknown key {key!r}{did_you_mean(str(key), _KEYS)}")
        for key, allowed in (_CHOICES | _OPTIONAL).items():
            if entry.get(key) not in allowed and (key in _CHOICES or key in entry):
                self.say(f"{key} must be one of {', '.join(allowed)}, not {entry.get(key)!r}")
        do = str(entry.get("do", ""))
        if do and do not in transforms.TRANSFORMS:
            self.say(f"unknown transform {do!r}{did_you_mean(do, transforms.TRANSFORMS)}")
        name = str(entry["id"])
        rule = Paraphrase(
            id=name,
            name=str(entry.get("name", "")),
            side=str(entry.get("side")),
            meaning=str(entry.get("meaning")),
            kind=str(entry.get("kind")),
            stage=str(entry.get("stage")),
            family=str(entry.get("family", name)),
            path=self.path,
            row=self.row,
            when=self.when(),
            steps=(*self.rewrites(), *self.swaps()),
            do=do,
            share=self.share(),
            excludes=frozenset(map(str, self.typed("excludes", list))),
            heldout=bool(entry.get("heldout")),
            noise=bool(entry.get("noise")),
            register=str(entry.get("register", "")),
            position=str(entry.get("position", "")),
            examples=tuple(self.typed("examples", list)),
        )
        return None if self.problems else rule

    def say(self, message: str) -> None:
        """Note a mistake in the rule."""
        self.problems.append(f"{self.path}:{self.row}: {self.entry['id']}: {message}")

    def typed(self, key: str, kind: type[Kind]) -> Kind:
        """The list or map under *key*, an empty one when there is none."""
        value = self.entry.get(key)
        if isinstance(value, kind):
            return value
        if value is not None:
            self.say(f"{key} is a {'list' if kind is list else 'map'}, not {value!r}")
        return kind()

    def when(self) -> dict[str, Any]:
        """The preconditions: patterns under ``match`` and ``avoid``, else lists of values."""
        found: dict[str, Any] = {}
        for key, value in self.typed("when", dict).items():
            values = value if isinstance(value, list) else [value]
            if key in ("match", "avoid"):
                found[key] = self.pattern(str(value))
            elif str(key).removeprefix("not_") not in _FIELDS:
                self.say(f"unknown precondition {key!r}{did_you_mean(str(key), _FIELDS)}")
            elif any(isinstance(one, list | dict) for one in values):
                self.say(f"precondition {key} is a list of values, not {value!r}")
            else:
                found[str(key)] = values
        return found

    def rewrites(self) -> Iterator[tuple[re.Pattern[str], tuple[str, ...], bool]]:
        """The steps of ``rewrite``: pattern, replacements, and whether every match is replaced."""
        for step in self.typed("rewrite", list):
            if isinstance(step, dict) and "from" in step and "to" in step:
                yield self.step(step["from"], step["to"], bool(step.get("all")))
            else:
                self.say(f"a step of rewrite is a map with from and to, not {step!r}")

    def swaps(self) -> Iterator[tuple[re.Pattern[str], tuple[str, ...], bool]]:
        """The steps of ``swap``, which stand there in short."""
        for old, new in self.typed("swap", dict).items():
            yield self.step(old, new, False)

    def step(self, source: Any, results: Any, everywhere: bool) -> tuple[re.Pattern[str], tuple[str, ...], bool]:
        """The step from the pattern *source* to *results*, a replacement or a list of them."""
        pattern = self.pattern(str(source))
        replacements = []
        for result in results if isinstance(results, list) else [results]:
            if isinstance(result, list | dict):
                self.say(f"a replacement is a text, not {result!r}")
                continue
            try:
                replacements.append(read_replacement(str(result)))
            except KeyError as error:
                self.say(f"unknown slot {error} in a replacement")
            if self.compiled and pattern is not _NOTHING:
                for group in missing_groups(pattern, str(result)):
                    self.say(f"no group {group} in {str(source)!r}")
        return pattern, tuple(replacements), everywhere

    def pattern(self, source: str) -> re.Pattern[str]:
        """The pattern *source*; one that matches nothing when there is a mistake in it."""
        try:
            pattern = compile_pattern(source, self.words)
            if self.compiled:
                pattern.search("")  # compiles it
        except KeyError as error:
            self.say(f"unknown slot or word list {error} in {source!r}")
        except re.error as error:
            self.say(f"bad pattern {source!r}: {error}")
        else:
            return pattern
        return _NOTHING

    def share(self) -> float:
        """The most of all questions that may carry the rule, 0 to 1."""
        value = self.entry.get("share", 1.0)
        if isinstance(value, int | float) and 0 <= value <= 1:
            return float(value)
        self.say(f"share is a number from 0 to 1, not {value!r}")
        return 1.0
