"""The head of a template file: YAML between two lines ``---``."""

from __future__ import annotations

import re
from typing import Any

import yaml

from personadata.errors import did_you_mean
from personadata.expand.template import Letter

GROUPS = ("identity", "negation", "ability", "limits", "pressure", "social", "control")
_HEAD = {"number", "group", "title", "if", "letters", "must", "must_not", "turns", "question_name"}


class HeadReader:
    """Reads the head of the file with *rows* named *path*, collecting every mistake in ``problems``."""

    def __init__(self, rows: list[str], path: str) -> None:
        self.rows = rows
        self.path = path
        self.problems: list[str] = []

    def say(self, row: int, column: int, message: str) -> None:
        """Note a mistake at its place."""
        self.problems.append(f"{self.path}:{row}:{column}: {message}")

    def head(self) -> tuple[dict[str, Any], int]:
        """The head, empty when it cannot be read, and how many rows it takes."""
        if not self.rows or self.rows[0].strip() != "---":
            self.say(1, 1, "a template starts with a head between two lines ---")
            return {}, 0
        end = next((i for i, row in enumerate(self.rows[1:], 1) if row.strip() == "---"), None)
        if end is None:
            self.say(1, 1, "the head has no closing line ---")
            return {}, len(self.rows)
        try:
            head = yaml.load("\n".join(self.rows[1:end]), Loader=_Loader) or {}  # noqa: S506 (a safe loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            row, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            self.say(row, column, f"the head is not YAML: {getattr(error, 'problem', None) or error}")
            return {}, end + 1
        if not isinstance(head, dict):
            self.say(2, 1, "the head is a list of keys and values")
            return {}, end + 1
        for key in head:
            if key not in _HEAD:
                self.say(self.find(str(key), end), 1, f"unknown key {key!r}{did_you_mean(str(key), _HEAD)}")
        if head.get("group") not in GROUPS:
            self.say(self.find("group", end), 1, f"group must be one of {', '.join(GROUPS)}")
        if not isinstance(head.get("if") or "", str):
            self.say(self.find("if", end), 1, "if is an expression, not a list or a map")
        if head.get("turns", "single") not in ("single", "both", "dialogue"):
            self.say(self.find("turns", end), 1, "turns must be single, both or dialogue")
        return head, end + 1

    def find(self, key: str, end: int) -> int:
        """The row of *key* above row *end*, 1 when it is not there."""
        return next((i + 1 for i in range(1, end) if self.rows[i].strip().startswith(key)), 1)

    def letter_table(self, table: Any) -> dict[str, Letter]:
        """The letters of the head's *table*, by name."""
        if not isinstance(table, dict):
            self.say(self.find("letters", len(self.rows)), 1, "letters is a map from letter to meaning")
            return {}
        letters = {}
        for key, value in table.items():
            if isinstance(value, dict):
                forms = {
                    k: tuple(map(str, v)) if isinstance(v, list) else (str(v),)
                    for k, v in value.items()
                    if k != "about"
                }
                for k in forms:
                    if k not in ("qtype", "pol", "verb"):
                        self.say(
                            self.find(str(key), len(self.rows)), 1, f"letter {key}: {k!r} is not qtype, pol or verb"
                        )
                letters[str(key)] = Letter(str(value.get("about", "")), forms)
            else:
                letters[str(key)] = Letter(str(value))
        return letters

    def checks(self, head: dict[str, Any], key: str) -> dict[str, tuple[str, ...]]:
        """The checks under *key*, ``must`` or ``must_not``, each with the letters it is about; a quoted one is a text."""
        value = head.get(key) or []
        items = value if isinstance(value, list) else [value]
        found: dict[str, tuple[str, ...]] = {}
        for item in items:
            if isinstance(item, list):
                self.say(self.find(key, len(self.rows)), 1, f"{key} is a list of checks, not of lists")
                continue
            for check, letters in item.items() if isinstance(item, dict) else [(item, ())]:
                name = (
                    f'"{check}"' if isinstance(check, _Quoted) or not re.fullmatch(r"[A-Za-z_]+", check) else str(check)
                )
                found[name] = tuple(map(str, letters)) if isinstance(letters, (list, tuple)) else (str(letters),)
        return found


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe, and every scalar stays the text that was written (``no`` is not False)."""


class _Quoted(str):
    """A scalar written in quotes."""

    __slots__ = ()


def _scalar(loader: Any, node: yaml.ScalarNode) -> str:
    return _Quoted(node.value) if node.style else str(node.value)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_constructor("tag:yaml.org,2002:str", _scalar)
