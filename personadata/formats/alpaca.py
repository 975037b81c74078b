"""The Alpaca format: ``{"instruction": …, "input": …, "output": …, "system": …, "history": [[q, a], …]}``.

As in ms-swift's ``AlpacaPreprocessor`` (4.6.0, run): the question is ``instruction``, a line break and ``input`` when
both hold text, else whichever does; ``history`` pairs come before it as turns of their own; ``system`` ``""`` means no
system block, and null the same as absent; ``system_prompt`` is the same as ``system``; ``channel`` is kept.  There is no
place for ``loss``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from personadata.errors import UserError
from personadata.formats.columns import NAMES
from personadata.formats.problem import FormatError, Problem, missing, mistyped
from personadata.formats.turns import check_order, read_channel, read_system
from personadata.lint.message import say
from personadata.sample import Key, Sample, Turn

NAME = "alpaca"
JOINT: Final = "\n"


def matches(value: object) -> bool:
    """Whether *value* is a record of this format, going by its keys alone."""
    if not isinstance(value, Mapping):
        return False
    keys = {key.lower() for key in value if isinstance(key, str)}
    if not keys.isdisjoint(NAMES["messages"]):
        return False
    if "output" in keys:
        return "instruction" in keys or "input" in keys
    return "instruction" in keys and keys.isdisjoint(NAMES["response"])


def problems(value: Mapping[str, object]) -> list[Problem]:
    """Everything that keeps *value* from being read; empty when :func:`read` succeeds."""
    return _read(value)[1]


def read(value: Mapping[str, object]) -> Sample:
    """The sample in *value*; raises :class:`FormatError` with every problem.

    The path of a question joined from two fields is ``("instruction",)``; :func:`locate` finds its characters.
    """
    sample, faults = _read(value)
    if faults:
        raise FormatError(faults)
    return sample


def write(sample: Sample) -> dict[str, object]:
    """The record of *sample*: the whole last question as ``instruction``, earlier rounds as ``history``.

    Holds rounds of one question and one answer, with or without a system turn, but neither category nor language.
    Raises :class:`UserError` when turns do not alternate so, or a turn sets ``loss``.
    """
    check_order(sample)
    check_loss(sample, NAME)
    rounds = rounds_of(sample, NAME)
    record: dict[str, object] = {"instruction": rounds[-1][0], "input": "", "output": rounds[-1][1]}
    if sample.system is not None:
        record["system"] = sample.system
    if rounds[:-1]:
        record["history"] = rounds[:-1]
    return {**record, "channel": sample.channel} if sample.channel else record


def rounds_of(sample: Sample, format: str) -> list[list[str]]:
    """Question and answer of every round of *sample*.

    Raises :class:`UserError` naming *format* when its turns do not alternate so.
    """
    spoken = [turn for turn in sample.turns if turn.role != "system"]
    roles = [turn.role for turn in spoken]
    if not roles or roles != ["user", "assistant"] * (len(roles) // 2):
        raise UserError(
            f"turns run {', '.join(roles) or 'system only'}, and {format} holds only question and answer in turns",
            help="use --format messages",
        )
    return [[question.text, answer.text] for question, answer in zip(spoken[::2], spoken[1::2], strict=True)]


def check_loss(sample: Sample, format: str) -> None:
    """Raise :class:`UserError` when a turn of *sample* sets ``loss``, which *format* would lose."""
    for index, turn in enumerate(sample.turns, start=1):
        if turn.loss is not None:
            text = "is not to be trained on" if turn.loss is False else "asks to be trained on by name"
            raise UserError(f"turn {index} {text}, which {format} cannot say", help="use --format messages")


def locate(value: Mapping[str, object], start: int, end: int) -> tuple[tuple[Key, ...], int, int]:
    """Where characters *start* to *end* of a question joined from two fields stand: path, start, end.

    Characters that run over from ``instruction`` into ``input`` are cut at the end of ``instruction``.
    """
    width = len(str(value.get("instruction") or ""))
    if start <= width:
        return ("instruction",), start, min(end, width)
    return ("input",), start - width - len(JOINT), end - width - len(JOINT)


def _read(value: Mapping[str, object]) -> tuple[Sample, list[Problem]]:
    faults: list[Problem] = []
    texts: dict[str, str] = {}
    for field in ("instruction", "input", "output"):
        text = value.get(field)
        if isinstance(text, str):
            texts[field] = text
        elif text is not None:
            faults.append(mistyped((field,), "string", text))
    system = read_system(value, faults)
    if value.get("instruction") is None and not texts.get("input"):
        faults.insert(0, missing((), "instruction", value))
    if value.get("output") is None:
        faults.append(missing((), "output", value))
    turns = [system] if system else []
    turns += read_history(value.get("history"), faults)
    channel, more = read_channel(value)
    if faults or more:
        return Sample(tuple(turns), channel=channel), [*faults, *more]
    instruction, tail = texts.get("instruction", ""), texts.get("input", "")
    question = instruction + JOINT + tail if instruction and tail else instruction or tail
    turns.append(Turn("user", question, path=("input",) if tail and not instruction else ("instruction",)))
    turns.append(Turn("assistant", texts["output"], path=("output",)))
    return Sample(tuple(turns), channel=channel), []


def read_history(history: object, faults: list[Problem]) -> list[Turn]:
    """The turns in the pairs of *history*; what is wrong with them is added to *faults*."""
    if history is None:
        return []
    if not isinstance(history, list):
        faults.append(mistyped(("history",), "list", history))
        return []
    turns: list[Turn] = []
    for row, pair in enumerate(history):
        if not isinstance(pair, list):
            faults.append(mistyped(("history", row), "list", pair))
        elif len(pair) != 2:
            text = say('"{field}" holds {n} texts, not question and answer', field=f"history[{row}]", n=len(pair))
            faults.append(Problem(("history", row), text, "mistyped-field"))
        else:
            for column, text in enumerate(pair):
                path = ("history", row, column)
                if isinstance(text, str):
                    turns.append(Turn("assistant" if column else "user", text, path=path))
                else:
                    faults.append(mistyped(path, "string", text))
    return turns
