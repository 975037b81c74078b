"""The query/response format: ``{"query": …, "response": …, "system": …, "history": [[q, a], …]}``.

Written under these names; read under every pair of names that ms-swift takes, in any case: ``prompt`` and
``completion``, ``question`` and ``answer``, ``instruction`` and ``response``, and the rest of
:data:`personadata.formats.columns.NAMES`.  As in its ``ResponsePreprocessor`` (4.6.0, run), an answer that is a list
stands for its first text.  Of several fields that could be the answer, ms-swift reads none; here the first is read,
so that the text can be checked, and SC107 reports them.  There is no place for ``loss``.
"""

from __future__ import annotations

from collections.abc import Mapping

from personadata.formats import alpaca
from personadata.formats.columns import NAMES, Part, candidates
from personadata.formats.problem import FormatError, Problem, missing, mistyped
from personadata.formats.rounds import read_history, write_rounds
from personadata.formats.turns import read_channel, read_system
from personadata.sample import Sample, Turn

NAME = "query-response"


def matches(value: object) -> bool:
    """Whether *value* is a record of this format, going by its keys alone."""
    if not isinstance(value, Mapping) or alpaca.matches(value):
        return False
    keys = {key.lower() for key in value if isinstance(key, str)}
    return keys.isdisjoint(NAMES["messages"]) and not (
        keys.isdisjoint(NAMES["query"]) or keys.isdisjoint(NAMES["response"])
    )


def read(value: Mapping[str, object]) -> Sample:
    """The sample in *value*; raises :class:`FormatError` with every problem.

    ``instruction`` and ``input`` beside each other are one question, joined as in the Alpaca format.
    """
    faults: list[Problem] = []
    system = read_system(value, faults)
    question = _read_question(value, faults)
    answer = _read_text(value, "response", faults)
    history = read_history(value.get("history"), faults)
    channel = read_channel(value, faults)
    if faults:
        raise FormatError(faults)
    turns = (system, *history, question, answer)
    return Sample(tuple(turn for turn in turns if turn), channel=channel)


def write(sample: Sample) -> dict[str, object]:
    """The record of *sample*: the last question as ``query``, earlier rounds as ``history``.

    Holds rounds of one question and one answer, with or without a system turn, but neither category nor language.
    Raises :class:`~personadata.errors.UserError` when turns do not alternate so, or a turn sets ``loss``.
    """
    question, answer, rest = write_rounds(sample, NAME)
    return {"query": question, "response": answer, **rest}


def _read_question(value: Mapping[str, object], faults: list[Problem]) -> Turn | None:
    first, second = value.get("instruction"), value.get("input")
    if "input" in value and isinstance(first, str) and (second is None or isinstance(second, str)):
        joint = alpaca.JOINT if first and second else ""
        return Turn("user", first + joint + (second or ""), path=("instruction",) if first else ("input",))
    return _read_text(value, "query", faults)


def _read_text(value: Mapping[str, object], part: Part, faults: list[Problem]) -> Turn | None:
    keys = candidates(value, part)
    key = next((key for key in keys if value[key] is not None), keys[0] if keys else NAMES[part][0])
    text = value.get(key)
    if isinstance(text, str):
        return Turn("user" if part == "query" else "assistant", text, path=(key,))
    if part == "response" and isinstance(text, list) and text and isinstance(text[0], str):
        return Turn("assistant", text[0], path=(key, 0))
    faults.append(missing((), key, value) if text is None else mistyped((key,), "string", text))
    return None
