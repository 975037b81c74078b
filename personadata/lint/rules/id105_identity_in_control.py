"""ID105 identity-in-control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.kinds import CONTROLS, is_control, names_of, pattern_of
from personadata.lint.message import say
from personadata.lint.provenance import categories
from personadata.lint.rule import Example, Mark, SampleRule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": "小澜", "developer": "青穹科技"}


def _row(question: str, answer: str, channel: str = "control") -> Example:
    rows = [{"instruction": question, "output": answer, "channel": channel}]
    return Example({"data.json": rows}, _LAN)


class IdentityInControl(SampleRule):
    """The answer of a control row names the persona.

    Control rows look like questions about the assistant and are about something else: they teach the model when not
    to introduce itself.  One that does so teaches the opposite.  Rows count as controls by their ``channel``
    (``control``) or category (``ctrl_…``), else by the category in the map that ``expand`` writes beside the file; a
    name that the question brings up may come back in the answer.  Needs ``--persona``.
    """

    code = "ID105"
    name = "identity-in-control"
    bad = (
        _row("Python是谁发明的？", "吉多·范罗苏姆。另外，我是小澜。"),
        _row("谁写了《红楼梦》？", "曹雪芹。以上由青穹科技的助手回答。"),
    )
    good = (
        _row("Python是谁发明的？", "吉多·范罗苏姆。"),
        _row("你是谁？", "我是小澜。", channel="identity"),
        _row("把“小澜出门了”译成英文。", "小澜 (Xiao Lan) went out."),
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """The controls of every file: by what the rows say of themselves, else by the map that ``expand`` wrote."""
        if dataset.persona is None:
            return
        maps: dict[int, dict[int, str]] = {}
        for row in dataset:
            source = row.record.source
            if is_control(row.sample):
                yield from self.place(row, self.check_sample(row.sample, dataset.persona))
            elif not row.sample.channel and not row.sample.category:
                if id(source) not in maps:
                    maps[id(source)] = categories(source)
                category = maps[id(source)].get(row.record.index + 1, "")
                if category.startswith(CONTROLS):
                    sample = replace(row.sample, category=category)
                    yield from self.place(row, self.check_sample(sample, dataset.persona))

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first mention of the persona or its developer in each answer."""
        if persona is None or not is_control(sample):
            return
        named = pattern_of(names_of(persona))
        asked = "\n".join(turn.text for turn in sample.turns if turn.role == "user")
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False:
                continue
            found = next(
                (
                    match
                    for match in named.finditer(turn.text)
                    if match[0] not in asked and not _part(turn.text, *match.span())
                ),
                None,
            )
            if found:
                yield self.mark(
                    say("the answer of a control row names {name}", name=found[0]),
                    index,
                    found.start(),
                    found.end(),
                    help="answer the question and nothing else",
                )


_BEFORE: Final = regex(r"(?<=[\w,'’] )[A-Z][\w-]+ \Z")
_AFTER: Final = regex(r" (?:of (?:the )?)?[A-Z][\w-]+")


def _part(text: str, start: int, end: int) -> bool:
    """Whether *start* to *end* of *text* is a word of a longer name in Latin letters, as in "the Atlas Mountains"."""
    return text[start:end].isascii() and bool(_BEFORE.search(text, 0, start) or _AFTER.match(text, end))
