"""Reads paraphrase rules from ``rules/<language>/*.yaml``; every mistake is named at file:line, all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from personadata import safe_yaml
from personadata.errors import UserError, did_you_mean
from personadata.expand.rule_entry import RuleReader
from personadata.expand.rules import STAGES
from personadata.files import read_text
from personadata.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from personadata.expand.rules import Paraphrase

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
            # the shipped ones are compiled by the tests
            reader = RuleReader(entry, words, shown, row, compiled=not path.is_relative_to(bundled("rules")))
            if (rule := reader.read()) is not None:
                rules.append(rule)
            problems += reader.problems
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
