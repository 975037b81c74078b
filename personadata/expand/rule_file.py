"""Reads paraphrase rules from ``rules/<language>/*.yaml``; every mistake is named at file:line, all of them at once.

Patterns are regular expressions in which ``<X>`` is the slot X, ``<slot>`` any slot and ``<@list>`` any word of that
list in ``rules/<language>/words.yaml``; replacements may hold ``<X>`` too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from personadata import safe_yaml
from personadata.errors import UserError, did_you_mean
from personadata.expand import transforms
from personadata.expand.rules import STAGES, Paraphrase, Pattern
from personadata.expand.slots import ANY, CODE, LOWER, MISSPELT, RESPACED
from personadata.files import read_text
from personadata.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KINDS = ("core", "affix", "surface", "policy")
SIDES = ("question", "answer", "both", "dialogue")
MEANINGS = ("=", "≈", "→A", "≠")
_KEYS = {
    "id", "name", "side", "meaning", "kind", "stage", "family", "when", "rewrite", "swap", "do", "share", "excludes",
    "heldout", "noise", "register", "position", "examples", "checks", "note", "group", "unsafe", "needs", "question",
}  # fmt: skip
_FIELDS = {"qtype", "pol", "verb", "addr", "prt", "polite", "greet", "reg", "category", "group"}
_MACRO = re.compile(r"(?<!\?P)<(@?)([A-Za-z_]\w*)([~^=]?)>")
NOT_REWORDINGS = frozenset(("words.yaml", "licensing.yaml", "systems.yaml", "cliches.yaml"))
"""Files beside the paraphrase rules that hold something else."""


def load_rules(folders: Iterable[Path], language: str) -> list[Paraphrase]:
    """The rules of *language* in order of application; a later folder's file replaces an earlier one's.

    Raises :class:`UserError` with every mistake, one a line, at ``file:line``.
    """
    found: dict[str, tuple[str, Path]] = {}
    for folder in folders:
        for path in sorted((folder / language).glob("*.yaml")):
            found[path.name] = (f"{folder.name}/{language}/{path.name}", path)
    words = _words(found)
    rules: list[Paraphrase] = []
    problems: list[str] = []
    for name, (shown, path) in sorted(found.items()):
        if name in NOT_REWORDINGS:
            continue
        for row, entry in _entries(shown, path):
            read = _rule(entry, words, shown, row, problems)
            if not path.is_relative_to(bundled("rules")):  # the shipped ones are compiled by the tests
                problems += [problem for rule in read for problem in _bad_patterns(rule)]
            rules += read
    ids = {rule.id for rule in rules}
    for rule in rules:
        problems += [
            f"{rule.path}:{rule.row}: {rule.id}: excludes unknown rule {other!r}{did_you_mean(other, ids)}"
            for other in sorted(rule.excludes - ids)
        ]
    seen: dict[str, Paraphrase] = {}
    for rule in rules:
        if rule.id in seen:
            problems.append(f"{rule.path}:{rule.row}: {rule.id} stands in {seen[rule.id].path}:{seen[rule.id].row} too")
        seen[rule.id] = rule
    if problems:
        raise UserError("\n".join(problems))
    return sorted(rules, key=lambda rule: (STAGES.index(rule.stage), rule.id))


def _bad_patterns(rule: Paraphrase) -> Iterator[str]:
    for pattern in (rule.match, rule.avoid, *(step[0] for step in rule.steps)):
        try:
            if pattern is not None:
                pattern.compiled()
        except re.error as error:
            yield f"{rule.path}:{rule.row}: {rule.id}: bad pattern {pattern.source!r}: {error}" if pattern else ""


def compile_pattern(source: str, words: Mapping[str, list[str]]) -> Pattern:
    """The regular expression *source* with its ``<slot>`` and ``<@list>`` macros replaced.

    Raises ``KeyError`` for an unknown name.
    """

    def macro(match: re.Match[str]) -> str:
        if match[1]:
            return "(?:" + "|".join(re.escape(w) for w in sorted(words[match[2]], key=len, reverse=True)) + ")"
        return f"(?:{ANY}[{MISSPELT}{LOWER}{RESPACED}]?)" if match[2] == "slot" else CODE[match[2]]

    return Pattern(_MACRO.sub(macro, source))


_VARIANT = {"~": MISSPELT, "^": LOWER, "=": RESPACED, "": ""}


def _result(source: str) -> str:
    return _MACRO.sub(lambda match: CODE[match[2]] + _VARIANT[match[3]], source)


def _words(found: Mapping[str, tuple[str, Path]]) -> dict[str, list[str]]:
    if "words.yaml" not in found:
        return {}
    shown, path = found["words.yaml"]
    data = safe_yaml.load(read_text(path, limit=1_000_000, kind="rule file"), shown)
    if not isinstance(data, dict):
        raise UserError(f"{shown}:1: words are a map from list name to words")
    for key, value in data.items():
        if not isinstance(value, list):
            raise UserError(f"{shown}:1: {key}: a list of words, not {value!r}")
    return {str(key): [str(word) for word in value] for key, value in data.items()}


def _entries(shown: str, path: Path) -> Iterator[tuple[int, Any]]:
    text = read_text(path, limit=1_000_000, kind="rule file")
    data = safe_yaml.load(text, shown) or []
    if not isinstance(data, list):
        raise UserError(f"{shown}:1: a rule file is a list of rules")
    rows = [i for i, line in enumerate(text.splitlines(), 1) if line.startswith("- ")]
    yield from zip(rows + [1] * (len(data) - len(rows)), data, strict=False)


def _rule(entry: Any, words: Mapping[str, list[str]], shown: str, row: int, problems: list[str]) -> list[Paraphrase]:
    place = f"{shown}:{row}"
    before = len(problems)
    if not isinstance(entry, dict) or "id" not in entry:
        problems.append(f"{place}: a rule is a map with an id")
        return []
    name = str(entry["id"])
    for key in entry:
        if key not in _KEYS:
            problems.append(f"{place}: {name}: unknown key {key!r}{did_you_mean(str(key), _KEYS)}")
    for key, allowed in (("side", SIDES), ("meaning", MEANINGS), ("kind", KINDS), ("stage", STAGES)):
        if entry.get(key) not in allowed:
            problems.append(f"{place}: {name}: {key} must be one of {', '.join(allowed)}, not {entry.get(key)!r}")
    when: dict[str, Any] = {}
    for key, value in (entry.get("when") or {}).items():
        if key in ("match", "avoid"):
            when[key] = _pattern(str(value), words, place, name, problems)
        elif str(key).removeprefix("not_") in _FIELDS:
            when[str(key)] = value if isinstance(value, list) else [value]
        else:
            problems.append(f"{place}: {name}: unknown precondition {key!r}{did_you_mean(str(key), _FIELDS)}")
    steps = []
    for step in entry.get("rewrite") or []:
        pattern = _pattern(str(step.get("from", "")), words, place, name, problems)
        results = step.get("to", [])
        results = results if isinstance(results, list) else [results]
        try:
            steps.append((pattern, tuple(_result(str(r)) for r in results), bool(step.get("all"))))
        except KeyError as error:
            problems.append(f"{place}: {name}: unknown slot {error} in a replacement")
    for old, new in (entry.get("swap") or {}).items():
        pattern = _pattern(str(old), words, place, name, problems)
        steps.append((pattern, tuple(_result(str(r)) for r in (new if isinstance(new, list) else [new])), False))
    do = str(entry.get("do", ""))
    if do and do not in transforms.TRANSFORMS:
        problems.append(f"{place}: {name}: unknown transform {do!r}{did_you_mean(do, transforms.TRANSFORMS)}")
    if len(problems) > before:
        return []
    return [
        Paraphrase(
            id=name,
            name=str(entry.get("name", "")),
            side=entry["side"],
            meaning=entry["meaning"],
            kind=entry["kind"],
            stage=entry["stage"],
            family=str(entry.get("family", name)),
            path=shown,
            row=row,
            when=when,
            steps=tuple(steps),
            do=do,
            share=float(entry.get("share", 1.0)),
            excludes=frozenset(map(str, entry.get("excludes") or ())),
            heldout=bool(entry.get("heldout")),
            noise=bool(entry.get("noise")),
            register=str(entry.get("register", "")),
            position=str(entry.get("position", "")),
            examples=tuple(entry.get("examples") or ()),
        )
    ]


def _pattern(source: str, words: Mapping[str, list[str]], place: str, name: str, problems: list[str]) -> Pattern:
    try:
        return compile_pattern(source, words)
    except KeyError as error:
        problems.append(f"{place}: {name}: unknown slot or word list {error} in {source!r}")
    return Pattern("(?!)")
