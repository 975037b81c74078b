"""Which answers a question's form allows: polarity and echo verbs, data in ``rules/<language>/licensing.yaml``.

After 你不是X吗 a bare 是的 is ambiguous, after 能…吗 a 是的 is no echo.  Each row of the table names question features
(``when``) and patterns that an answer to such a question must not match (``unsafe``) or must match (``needs``).
Source: paraphrase rules, tables 3.1 and 3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from personadata import safe_yaml
from personadata.errors import UserError, did_you_mean
from personadata.expand.features import Features
from personadata.expand.slots import decode
from personadata.files import read_text
from personadata.safe_yaml import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class License:
    """One row of the table."""

    name: str
    when: Mapping[str, frozenset[Any]]
    unsafe: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    question: re.Pattern[str] | None
    groups: frozenset[str]

    def speaks_of(self, features: Features, group: str) -> bool:
        """Whether the row is about questions of this kind."""
        if self.groups and group not in self.groups:
            return False
        return all(getattr(features, key) in values for key, values in self.when.items())


def load_licenses(folders: Sequence[Path], language: str) -> Table:
    """The table of *language* and the policies among its answer rules, of each file the last folder's.

    Raises :class:`UserError` on a mistake in them.
    """
    rows: list[License] = []
    for name in ("licensing.yaml", "answer.yaml"):
        path = next((p for folder in reversed([*folders]) if (p := folder / language / name).is_file()), None)
        if path is None:
            continue
        shown = f"{path.parent.parent.name}/{language}/{name}"
        try:
            data = safe_yaml.load(read_text(path, limit=1_000_000, kind="rule file"), shown) or []
            rows += [_license(row) for row in data if row.get("kind", "policy") == "policy"]
        except (re.error, TypeError, KeyError, AttributeError) as error:
            raise UserError(f"{shown}: not a licensing table: {error}") from None
    return Table(rows)


def shipped_table(language: str, compile: Callable[[str], re.Pattern[str]]) -> Table:
    """The shipped table of *language*; *compile* makes the patterns of its texts."""
    return Table([_license(row, compile) for row in load_rules(f"{language}/licensing.yaml")])


def _license(row: Mapping[str, Any], compile: Callable[[str], re.Pattern[str]] = re.compile) -> License:
    def pattern(key: str) -> re.Pattern[str] | None:
        value = row.get(key)
        return compile("|".join(f"(?:{v})" for v in value) if isinstance(value, list) else value) if value else None

    known = Features.__dataclass_fields__
    for key in row.get("when") or {}:
        if key not in known:
            raise KeyError(f"{key!r} is no feature{did_you_mean(str(key), known)}")
    when = {str(k): frozenset(v if isinstance(v, list) else [v]) for k, v in (row.get("when") or {}).items()}
    return License(
        f"{row['id']} {row['name']}" if "id" in row else str(row["name"]), when, pattern("unsafe"), pattern("needs"), pattern("question"),
        frozenset(row.get("group") or ()),
    )  # fmt: skip


class Table:
    """The rows of a licensing table, those that speak about a kind of question found once."""

    def __init__(self, rows: Iterable[License]) -> None:
        self.rows = tuple(rows)
        self.known: dict[tuple[Features, str], tuple[License, ...]] = {}

    def unlicensed(self, question: str, features: Features, answer: str, group: str = "") -> list[str]:
        """The rows that forbid *answer* after *question* (both encoded), by name."""
        kind = (features, group)
        if kind not in self.known:
            self.known[kind] = tuple(row for row in self.rows if row.speaks_of(features, group))
        readable, shown = decode(answer), decode(question)
        return [
            row.name
            for row in self.known[kind]
            if (row.question is None or row.question.search(shown))
            and (
                (row.unsafe is not None and row.unsafe.search(readable))
                or (row.needs is not None and not row.needs.search(readable))
            )
        ]
