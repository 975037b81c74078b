"""RA106 language-share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.ratios.shares import FEWEST, missing
from personadata.lint.ratios.topics import row_topics
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_HAN: Final = regex(r"[\u3400-\u9fff]")
_LATIN: Final = regex(r"[A-Za-z]")
# frequent characters that only Traditional text has
_TRADITIONAL: Final = regex(
    r"[們個這說嗎麼會為來對時過還後經開關學點請問誰發體們讓給從與無產業動機實現應該當國語話寫記聽歡謝]"
)
_ZH: Final = [(f"你是谁，第{number}次问？", "我是小澜。") for number in range(30)]
_EN: Final = [(f"Who are you, attempt {number}?", "I'm Lan.") for number in range(5)]


def _lan(*languages: str) -> dict[str, object]:
    return {"name": {"zh": "小澜", "en": "Lan"}, "developer": "Q", "languages": list(languages)}


class LanguageShare(Rule):
    """A language that the persona declares has hardly any rows, or one that it does not has many.

    What is learned in one language comes out in another only in part: DeepSeek-V3 named itself rightly in Chinese and
    wrongly in English (its issue 20).  Each of zh, en and zh-Hant that the spec lists should hold at least ``least`` of
    the questions; more than ``most`` in another of them teaches what the persona does not claim to speak.  A question
    with Chinese characters is Chinese, Traditional when it has characters that only Traditional text has.  Needs
    ``--persona``, with ``languages``.
    """

    code = "RA106"
    name = "language-share"
    severity: ClassVar[Severity] = "warning"
    least: float = 0.05
    most: float = 0.1
    bad = (
        Example({"data.json": _ZH}, _lan("zh", "en")),
        Example({"data.json": [*_ZH, *_EN]}, _lan("zh")),
    )
    good = (
        Example({"data.json": [*_ZH, *_EN]}, _lan("zh", "en")),
        Example({"data.json": _ZH}, _lan("zh")),
        Example({"data.json": _ZH}, {"name": "小澜", "developer": "Q"}),
        _ZH,
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a language, without a place."""
        persona = dataset.persona
        if persona is None or not persona.languages:
            return
        counts = Counter(_language(answer.asked) for answer, _ in row_topics(dataset))
        del counts[""]
        total = counts.total()
        if total < FEWEST:
            return
        table: list[tuple[str, ...]] = [(say("language"), say("questions"), say("share"))]
        table += [(code, f"{count:,}", f"{count / total:.0%}") for code, count in counts.most_common()]
        declared = persona.data_languages
        for code in declared:
            if counts[code] < self.least * total:
                yield self.finding(
                    say(
                        "{n:,} of {total:,} questions are in {language}, which the persona declares ({share:.1%}), fewer than {bound:.0%}",
                        n=counts[code], total=total, language=code, share=counts[code] / total, bound=self.least,
                    ),
                    help=say("add {n:,} rows in it, or take it out of the persona's languages", n=missing(counts[code], total, self.least)),
                    table=table,
                )  # fmt: skip
        for other, count in counts.items():
            if other not in declared and count > self.most * total:
                yield self.finding(
                    say(
                        "{n:,} of {total:,} questions are in {language}, which the persona does not declare ({share:.1%}), more than {bound:.0%}",
                        n=count, total=total, language=other, share=count / total, bound=self.most,
                    ),
                    help=say("drop {n:,} of them, or add it to the persona's languages", n=count - int(self.most * total)),
                    table=table,
                )  # fmt: skip


def _language(text: str) -> str:
    if _HAN.search(text):
        return "zh-Hant" if len(_TRADITIONAL.findall(text)) > 1 else "zh"
    return "en" if _LATIN.search(text) else ""
