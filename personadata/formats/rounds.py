"""Rounds of a question and an answer, the last in fields of its own, as Alpaca and query/response hold them."""

from __future__ import annotations

from personadata.errors import UserError
from personadata.formats.problem import Problem, mistyped
from personadata.formats.turns import check_loss, check_order
from personadata.lint.message import say
from personadata.sample import Sample, Turn


def write_rounds(sample: Sample, format: str) -> tuple[str, str, dict[str, object]]:
    """The last question and answer of *sample*, and the fields for the rest: ``system``, ``history``, ``channel``.

    Raises :class:`UserError` naming *format* when its turns do not alternate, or a turn sets ``loss``.
    """
    check_order(sample)
    check_loss(sample, format)
    *history, (question, answer) = _rounds(sample, format)
    fields: dict[str, object] = {}
    if sample.system is not None:
        fields["system"] = sample.system
    if history:
        fields["history"] = history
    if sample.channel:
        fields["channel"] = sample.channel
    return question, answer, fields


def _rounds(sample: Sample, format: str) -> list[list[str]]:
    spoken = [turn for turn in sample.turns if turn.role != "system"]
    roles = [turn.role for turn in spoken]
    if not roles or roles != ["user", "assistant"] * (len(roles) // 2):
        raise UserError(
            f"turns run {', '.join(roles) or 'system only'}, and {format} holds only question and answer in turns",
            help="use --format messages",
        )
    return [[question.text, answer.text] for question, answer in zip(spoken[::2], spoken[1::2], strict=True)]


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
