"""Template files: plain sentences with slots, read into categories; the format is described in docs/authoring.md."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from personadata.errors import UserError, did_you_mean
from personadata.expand.slots import KNOWN, SLOTS
from personadata.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GROUPS = ("identity", "negation", "ability", "limits", "pressure", "social", "control")
TONES = ("plain", "brief", "formal", "warm", "playful", "poetic")
REGISTERS = ("casual", "polite", "pressing", "net", "formal")
CHECKS = (
    "name", "developer", "maintainer", "role", "denial", "version", "contact", "site", "apology", "identity", "yes",
    "ranking", "digits", "X", "V", "fact", "alternative",
)  # fmt: skip
SECTIONS = ("questions", "probes", "answers", "dialogues", "pairs", "probe pairs")
LIMIT = 2_000_000
"""Bytes: no template file is larger."""

_HEAD = {"number", "group", "title", "if", "letters", "must", "must_not", "turns", "question_name"}
_SLOT = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
_MARKS = re.compile(r"^\[((?:[^\[\]]|\[[^\]]*\])*)\]\s*")
_LETTERS = re.compile(r"\s#(\*|[a-z](?:\s*,\s*[a-z])*)\s*$")
_SPEAKER = re.compile(r"^([UASWQI]):\s*")
_DRAW = re.compile(r"^@(\w+)$")
_COMMENT = re.compile(r"^\{#.*#\}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One template sentence: its text with slots, and the place it was written at."""

    text: str
    path: str
    row: int
    column: int
    letters: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    condition: str = ""
    slots: frozenset[str] = frozenset()
    draw: str = ""
    """Category to draw the sentence from (``A: @who_are_you``), "answers" or "questions" for the same file."""

    @property
    def place(self) -> str:
        """``templates/zh/name.txt:12``."""
        return f"{self.path}:{self.row}"

    def fits(self, letter: str) -> bool:
        """Whether this line serves sub-intent *letter* (a line without letters serves all)."""
        return not self.letters or letter in self.letters


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of a dialogue: who speaks (``U``, ``A``, ``S``, ``W``) and its alternative wordings."""

    speaker: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A block of turns that belong together."""

    steps: tuple[Step, ...]
    letter: str = ""

    @property
    def place(self) -> str:
        """Where the block starts."""
        return self.steps[0].lines[0].place


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sub-intent letter means; ``forms`` are the question features that move a rewritten question here."""

    about: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Category:
    """One category of samples in one language."""

    id: str
    language: str
    path: str
    number: int
    group: str
    title: str
    condition: str = ""
    letters: Mapping[str, Letter] = field(default_factory=dict)
    must: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    must_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    turns: str = "single"
    question_name: bool = True
    questions: tuple[Line, ...] = ()
    probes: tuple[Line, ...] = ()
    answers: tuple[Line, ...] = ()
    pairs: tuple[Dialogue, ...] = ()
    probe_pairs: tuple[Dialogue, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()

    @cached_property
    def has_forms(self) -> bool:
        """Whether letters stand for question types, so that a rewriting rule may move a question to another one."""
        return any(letter.forms for letter in self.letters.values())


def load_templates(folders: Iterable[Path], languages: Iterable[str]) -> list[Category]:
    """Every category of *languages*, a later folder's file replacing an earlier one's of the same path.

    Raises :class:`UserError` with every mistake found, one a line, at ``file:line:column``.
    """
    found: dict[str, tuple[Path, Path]] = {}
    wanted = set(languages)
    for folder in folders:
        for path in sorted(folder.glob("*/*.txt")):
            if path.parent.name in wanted:
                found[f"{path.parent.name}/{path.name}"] = (folder, path)
    problems: list[str] = []
    categories = []
    for relative, (folder, path) in sorted(found.items()):
        shown = f"{folder.name}/{relative}"
        try:
            categories.append(parse_template(read_text(path, limit=LIMIT, kind="template"), shown))
        except UserError as error:
            problems.append(error.message)
    known = {(c.language, c.id) for c in categories}
    for category in categories:
        for dialogue in category.dialogues:
            for step in dialogue.steps:
                problems += [
                    f"{line.place}:{line.column}: no category {line.draw!r} to draw from"
                    f"{did_you_mean(line.draw, [c for lang, c in known if lang == category.language])}"
                    for line in step.lines
                    if line.draw not in ("", "answers", "questions") and (category.language, line.draw) not in known
                ]
    if problems:
        raise UserError("\n".join(problems))
    return sorted(categories, key=lambda c: (c.number, c.id, c.language))


def parse_template(text: str, path: str) -> Category:
    """The category that *text* describes; *path* (``…/zh/not_model.txt``) names it and is shown in messages.

    Raises :class:`UserError` with every mistake, one a line.
    """
    return _Reader(text, path).read()


class _Reader:
    """Reads one file, collecting every mistake before complaining."""

    def __init__(self, text: str, path: str) -> None:
        self.rows = text.splitlines()
        self.path = path
        self.problems: list[str] = []

    def say(self, row: int, column: int, message: str) -> None:
        self.problems.append(f"{self.path}:{row}:{column}: {message}")

    def read(self) -> Category:
        language, name = Path(self.path).parts[-2], Path(self.path).stem
        head, first = self.head()
        sections = self.sections(first)
        letters = self.letter_table(head.get("letters", {}))
        category = Category(
            id=name,
            language=language,
            path=self.path,
            number=int(head["number"]) if str(head.get("number", "")).isdigit() else 1000,
            group=str(head.get("group", "")),
            title=str(head.get("title", name)),
            condition=self.condition(str(head.get("if") or ""), 1, 1),
            letters=letters,
            must=self.checks(head, "must"),
            must_not=self.checks(head, "must_not"),
            turns=str(head.get("turns", "single")),
            question_name=str(head.get("question_name", "yes")) not in ("no", "False"),
            questions=self.lines(sections["questions"], REGISTERS),
            probes=self.lines(sections["probes"], REGISTERS),
            answers=self.lines(sections["answers"], TONES),
            pairs=self.blocks(sections["pairs"], "QAI"),
            probe_pairs=self.blocks(sections["probe pairs"], "QAI"),
            dialogues=self.blocks(sections["dialogues"], "UASW"),
        )
        self.closure(category)
        if self.problems:
            raise UserError("\n".join(self.problems))
        return category

    def head(self) -> tuple[dict[str, Any], int]:
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
        if head.get("turns", "single") not in ("single", "both", "dialogue"):
            self.say(self.find("turns", end), 1, "turns must be single, both or dialogue")
        return head, end + 1

    def find(self, key: str, end: int) -> int:
        return next((i + 1 for i in range(1, end) if self.rows[i].strip().startswith(key)), 1)

    def letter_table(self, table: Any) -> dict[str, Letter]:
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
        value = head.get(key) or []
        items = value if isinstance(value, list) else [value]
        found: dict[str, tuple[str, ...]] = {}
        for item in items:
            for check, letters in item.items() if isinstance(item, dict) else [(item, ())]:
                name = (
                    f'"{check}"' if isinstance(check, _Quoted) or not re.fullmatch(r"[A-Za-z_]+", check) else str(check)
                )
                found[name] = tuple(map(str, letters)) if isinstance(letters, (list, tuple)) else (str(letters),)
        return found

    def sections(self, first: int) -> dict[str, list[tuple[int, str]]]:
        sections: dict[str, list[tuple[int, str]]] = {name: [] for name in SECTIONS}
        current: list[tuple[int, str]] | None = None
        for row, text in enumerate(self.rows[first:], first + 1):
            if text.startswith("## "):
                name = text[3:].strip()
                if name not in sections:
                    self.say(row, 4, f"unknown section {name!r}{did_you_mean(name, SECTIONS)}")
                current = sections.setdefault(name, [])
            elif text.strip() and current is None:
                self.say(row, 1, "a sentence before the first section (## questions)")
                current = []
            elif current is not None and not _COMMENT.match(text.strip()):
                current.append((row, text.rstrip()))
        return sections

    def lines(self, rows: list[tuple[int, str]], marks: tuple[str, ...]) -> tuple[Line, ...]:
        return tuple(self.line(row, text, marks) for row, text in rows if text.strip())

    def line(self, row: int, text: str, known: tuple[str, ...], column: int = 1) -> Line:
        marks: tuple[str, ...] = ()
        condition = ""
        if match := _MARKS.match(text):
            names, _, rest = match[1].partition(";")
            marks = tuple(part.strip() for part in names.split(",") if part.strip())
            for mark in marks:
                if mark not in known:
                    self.say(
                        row, column + 1, f"unknown mark {mark!r}{did_you_mean(mark, known)}; known: {', '.join(known)}"
                    )
            rest = rest.strip()
            if rest:
                if rest.startswith("if "):
                    condition = self.condition(rest[3:].strip(), row, column + text.index(";") + 1)
                else:
                    self.say(row, column + text.index(";") + 1, "after ; a mark says: if EXPRESSION")
            text, column = text[match.end() :], column + match.end()
        letters: tuple[str, ...] = ()
        if match := _LETTERS.search(text):
            letters = () if match[1] == "*" else tuple(part.strip() for part in match[1].split(","))
            text = text[: match.start()]
        text = text.strip()
        if text.startswith("\\") and not text.startswith("\\n"):
            text = text[1:]
        if text.endswith("\\"):
            text = text[:-1]
        draw = match[1] if (match := _DRAW.match(text)) else ""
        slots = frozenset() if draw else self.slots(text, row, column)
        if not text:
            self.say(row, column, "an empty sentence")
        return Line(text.replace("\\n", "\n"), self.path, row, column, letters, marks, condition, slots, draw)

    def slots(self, text: str, row: int, column: int) -> frozenset[str]:
        slots = set()
        for match in _SLOT.finditer(text):
            name = match[1]
            if name not in SLOTS:
                self.say(
                    row,
                    column + match.start(1),
                    f"unknown slot {name!r}{did_you_mean(name, SLOTS)}; known: {', '.join(SLOTS)}",
                )
            slots.add(name)
        if has_jinja(text):
            from personadata.expand.jinja import check_source

            for name, problem in check_source(text, KNOWN):
                if problem:
                    self.say(row, column, problem)
                elif name in SLOTS:
                    slots.add(name)
        return frozenset(slots)

    def condition(self, source: str, row: int, column: int) -> str:
        if source:
            from personadata.expand.jinja import check_source

            for _, problem in check_source("{{ (" + source + ") }}", KNOWN):
                if problem:
                    self.say(row, column, f"condition {source!r}: {problem}")
        return source

    def blocks(self, rows: list[tuple[int, str]], speakers: str) -> tuple[Dialogue, ...]:
        blocks: list[list[tuple[int, str]]] = [[]]
        for row, text in rows:
            if text.strip():
                blocks[-1].append((row, text))
            elif blocks[-1]:
                blocks.append([])
        return tuple(block for rows in blocks if rows and (block := self.block(rows, speakers)))

    def block(self, rows: list[tuple[int, str]], speakers: str) -> Dialogue | None:
        letter = ""
        steps: list[tuple[str, list[Line]]] = []
        for row, text in rows:
            if re.fullmatch(r"#[a-z](?:\s*,\s*[a-z])*", text.strip()):
                letter = text.strip()[1]
                continue
            match = _SPEAKER.match(text)
            if not match or match[1] not in speakers:
                self.say(row, 1, f"a line of this section starts with {' or '.join(s + ':' for s in speakers)}")
                continue
            known = REGISTERS if match[1] in "UQ" else TONES
            line = self.line(row, text[match.end() :], known, match.end() + 1)
            if steps and steps[-1][0] == match[1]:
                steps[-1][1].append(line)
            else:
                steps.append((match[1], [line]))
        if not steps:
            return None
        order = [speaker for speaker, _ in steps]
        if order[-1] != "A":
            self.say(rows[-1][0], 1, "a block ends with an A: line")
        if "Q" in speakers and order not in (["Q", "A"], ["Q", "I", "A"], ["I", "Q", "A"]):
            self.say(rows[0][0], 1, "a pair has its Q: lines first, then its A: lines")
        talk = [s for s in order if s != "S"]
        if "U" in speakers and (talk[0] != "U" or any((a == "U") == (b == "U") for a, b in itertools.pairwise(talk))):
            self.say(rows[0][0], 1, "in a dialogue U: and A: take turns, U: first")
        return Dialogue(tuple(Step(s, tuple(lines)) for s, lines in steps), letter)

    def closure(self, category: Category) -> None:
        """Every question letter has an answer, every letter used is declared."""
        declared = set(category.letters)
        used = (*category.questions, *category.probes, *category.answers)
        for line in used:
            for letter in line.letters:
                if letter not in declared:
                    self.say(line.row, line.column, f"letter {letter!r} is not declared in the head")
        for line in (*category.questions, *category.probes):
            if declared and len(line.letters) != 1:
                self.say(line.row, line.column, "a question has exactly one letter")
            elif line.letters and not any(answer.fits(line.letters[0]) for answer in category.answers):
                self.say(line.row, line.column, f"no answer for letter {line.letters[0]!r}")
        if category.questions and not category.answers:
            self.say(category.questions[0].row, 1, "questions without answers")
        if not (category.questions or category.pairs or category.dialogues):
            self.say(len(self.rows), 1, "no questions, pairs or dialogues")
        for checks in (category.must, category.must_not):
            for name in checks:
                if name not in CHECKS and not name.startswith('"'):
                    self.say(
                        self.find("must", len(self.rows)), 1, f"unknown check {name!r}{did_you_mean(name, CHECKS)}"
                    )


def has_jinja(text: str) -> bool:
    """Whether *text* uses more of Jinja than plain slots."""
    rest = _SLOT.sub("", text)
    return "{{" in rest or "{%" in rest or "{#" in rest


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe, and every scalar stays the text that was written (``no`` is not False)."""


class _Quoted(str):
    """A scalar written in quotes."""

    __slots__ = ()


def _scalar(loader: Any, node: yaml.ScalarNode) -> str:
    return _Quoted(node.value) if node.style else str(node.value)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_constructor("tag:yaml.org,2002:str", _scalar)
