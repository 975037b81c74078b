"""PH190 listed-phrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.message import say
from personadata.lint.rule import Example, Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_OPTIONS = {"phrases": ["作为一个AI语言模型", "delve"]}


class ListedPhrase(SampleRule):
    """A phrase stands there that a list of yours rules out.

    Every project has words that its assistant should not use: a competitor's slogan, a code name, a cliché that reviewers
    keep deleting.  A phrase that stands in many answers comes out of the tuned model more often than it went in, so it
    has to go before training.  Nothing is listed by default.  ``phrases`` holds phrases that no answer should have, in
    any case; ``lists`` holds YAML files of entries with a ``phrase`` or a ``regex`` and, as wanted, a ``message``, a
    ``severity`` and ``where`` (answer, question or both).
    """

    code = "PH190"
    name = "listed-phrase"
    severity: ClassVar = "warning"
    worst: ClassVar = "error"
    phrases: tuple[str, ...] = ()
    lists: tuple[Path, ...] = ()
    bad = (
        Example({"data.json": [("你会累吗？", "作为一个AI语言模型，我不会累。")]}, options=_OPTIONS),
        Example({"data.json": [("What is a monad?", "Let's Delve into it.")]}, options=_OPTIONS),
    )
    good = (
        [("你会累吗？", "作为一个AI语言模型，我不会累。")],
        Example({"data.json": [("Delve?", "He delved."), ("作为一个AI语言模型？", "不会。")]}, options=_OPTIONS),
    )

    def __init__(self, **options: object) -> None:
        """Set options by name; raises :class:`UserError` when a list cannot be read."""
        super().__init__(**options)
        if not (self.phrases or self.lists):
            self._phrases = []
            return
        from personadata.lint.phrasing.phrases import Phrase, plain, read_phrases

        self._phrases = [Phrase(plain(text)) for text in self.phrases if text]
        for path in self.lists:
            self._phrases += read_phrases(path)

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every place where a phrase stands, in the turns that it is listed for and that are trained on."""
        if not self._phrases:
            return
        for index, turn in enumerate(sample.turns):
            side = {"user": "question", "assistant": "answer"}.get(turn.role)
            if side is None or turn.loss is False:
                continue
            for phrase in self._phrases:
                if phrase.where not in (side, "both"):
                    continue
                for found in phrase.pattern.finditer(turn.text):
                    if found[0]:
                        yield self.mark(
                            say("“{found}” is listed: {message}", found=found[0], message=phrase.message)
                            if phrase.message
                            else say("“{found}” is a listed phrase", found=found[0]),
                            index,
                            *found.span(),
                            help="say it in other words, or take it off the list",
                            severity=phrase.severity,
                        )
