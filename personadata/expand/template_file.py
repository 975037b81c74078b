"""Reads template files; every mistake is named at file:line:column, all of them at once."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.errors import UserError, did_you_mean
from personadata.expand.template import Category, Dialogue, Line, Step
from personadata.expand.template_line import REGISTERS, TONES, LineReader
from personadata.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECKS = (
    "name", "developer", "maintainer", "role", "denial", "version", "contact", "site", "apology", "identity", "yes",
    "ranking", "digits", "X", "V", "fact", "alternative",
)  # fmt: skip
SECTIONS = ("questions", "probes", "answers", "dialogues", "pairs", "probe pairs")
LIMIT = 2_000_000
"""Bytes: no template file is larger."""

_SPEAKER = re.compile(r"^([UASWQI]):\s*")
_COMMENT = re.compile(r"^\{#.*#\}$")


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


class _Reader(LineReader):
    """Reads one file, collecting every mistake before complaining."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text.splitlines(), path)

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
