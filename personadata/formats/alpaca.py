"""The Alpaca format: ``{"instruction": …, "input": …, "output": …, "system": …, "history": [[q, a], …]}``.

As in ms-swift's ``AlpacaPreprocessor`` (4.6.0, run): the question is ``instruction``, a line break and ``input`` when
both hold text, else whichever does; ``history`` pairs come before it as turns of their own; ``system`` ``""`` means no
system block, and null the same as absent; ``system_prompt`` is the same as ``system``; ``channel`` is kept.  There is no
place for ``loss``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from personadata.formats.columns import NAMES
from personadata.formats.problem import FormatError, Problem, missing, mistyped
from personadata.formats.rounds import read_history, write_rounds
from personadata.formats.turns import read_channel, read_system
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
    # with "chosen" it is a preference pair, which has no output to miss
    return "instruction" in keys and keys.isdisjoint((*NAMES["response"], "chosen"))


def read(value: Mapping[str, object]) -> Sample:
    """The sample in *value*; raises :class:`FormatError` with every problem.

    The path of a question joined from two fields is ``("instruction",)``; :func:`locate` finds its characters.
    """
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
    channel = read_channel(value, faults)
    if faults:
        raise FormatError(faults)
    instruction, tail = texts.get("instruction", ""), texts.get("input", "")
    question = instruction + JOINT + tail if instruction and tail else instruction or tail
    turns.append(Turn("user", question, path=("input",) if tail and not instruction else ("instruction",)))
    turns.append(Turn("assistant", texts["output"], path=("output",)))
    return Sample(tuple(turns), channel=channel)


def write(sample: Sample) -> dict[str, object]:
    """The record of *sample*: the whole last question as ``instruction``, earlier rounds as ``history``.

    Holds rounds of one question and one answer, with or without a system turn, but neither category nor language.
    Raises :class:`~personadata.errors.UserError` when turns do not alternate so, or a turn sets ``loss``.
    """
    question, answer, rest = write_rounds(sample, NAME)
    return {"instruction": question, "input": "", "output": answer, **rest}


def locate(value: Mapping[str, object], start: int, end: int) -> tuple[tuple[Key, ...], int, int]:
    """Where characters *start* to *end* of a question joined from two fields stand: path, start, end.

    Characters that run over from ``instruction`` into ``input`` are cut at the end of ``instruction``.
    """
    width = len(str(value.get("instruction") or ""))
    if start <= width:
        return ("instruction",), start, min(end, width)
    return ("input",), start - width - len(JOINT), end - width - len(JOINT)
