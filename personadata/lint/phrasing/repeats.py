"""The shapes of the PH rules on repetition: a phrase, or the names, that stand in too many answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.finding import Related
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.phrasing.answers import Answer, Language, answers_of, different
from personadata.lint.phrasing.naming import Naming, naming
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.message import Message

SHOWN: Final = 3  # places that a finding on many rows points at
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
# what the examples of the rules on phrasing are about
THINGS: Final = ("读书", "天气", "旅行", "做饭", "音乐", "电影", "跑步", "画画", "养花", "写信",
                 "代码", "数学", "历史", "地理", "英语", "语文", "物理", "化学", "生物", "下棋")  # fmt: skip
Place = tuple[Answer, int, int]  # the answer, its first word of the phrase, and the one after the last


class RepeatedPhrase(Rule):
    """Reports the commonest phrase of a language when more than ``many`` of the different answers hold it.

    Above ``most`` it is an error.  Fewer than ``fewest`` answers, or a phrase in fewer than ``few``, are not judged.
    """

    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    many: float = 0.2
    most: float = 0.35
    few: int = 3

    @abstractmethod
    def phrases(self, answer: Answer) -> Iterable[tuple[int, int]]:
        """The parts of *answer* that are compared, as numbers of their first word and of the one after the last."""

    def key(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """What phrases have in common that count as the same: all of their *words*."""
        return words

    @abstractmethod
    def message(self, said: str, n: int, total: int, bound: float) -> Message:
        """What a finding says: *n* of *total* answers share what the first of them puts as *said*."""

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding a language, without a place; the first rows that hold the phrase are related."""
        for language in LANGUAGES:
            answers = different(answers_of(dataset), language)
            if len(answers) >= self.fewest:
                yield from self._check(answers)

    def _check(self, answers: Sequence[Answer]) -> Iterator[Finding]:
        places: dict[tuple[str, ...], list[Place]] = {}
        for answer in answers:
            parts = {self.key(answer.words[first:last]): (answer, first, last) for first, last in self.phrases(answer)}
            for words, place in parts.items():
                places.setdefault(words, []).append(place)
        total = len(answers)
        common = sorted((found for found in places.values() if len(found) > self.many * total), key=len, reverse=True)
        if not common or len(common[0]) < self.few:
            return
        answer, first, last = common[0][0]
        share = len(common[0]) / total
        severe = share > self.most
        table: list[tuple[str, ...]] = [(say("phrase"), say("answers"), say("share"))]
        table += [
            (one[0].said(*one[1:]), f"{len(found):,}", f"{len(found) / total:.0%}")
            for found in common
            for one in found[:1]
        ]
        yield self.finding(
            self.message(answer.said(first, last), len(common[0]), total, self.most if severe else self.many),
            severity="error" if severe else "warning",
            related=related(common[0]),
            help=say("put it another way in at least {n} of them", n=len(common[0]) - int(self.many * total)),
            table=table if len(common) > 1 else (),
        )


class FormulaRule(Rule):
    """Reports what is said of the persona when more than ``many`` of the answers of its set say it.

    Fewer than ``fewest`` answers are not judged, nor is a file that mixes persona and general rows without saying
    which is which.  ``said`` and ``remedy`` are patterns: of the finding, with the values ``n``, ``total``, ``share``
    and ``bound``, and of its help, with the ``n`` to change.
    """

    severity: ClassVar[Severity] = "warning"
    said: ClassVar[str]
    remedy: ClassVar[str]
    fewest: int = 20
    many: float

    @abstractmethod
    def formula(self, found: Naming) -> tuple[Answer, ...]:
        """The answers that say it."""

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first answers are related."""
        found = naming(dataset)
        answers = self.formula(found)
        n, total = len(answers), found.total
        if total >= self.fewest and n > self.many * total and kinds_of(dataset).exact:
            yield self.finding(
                say(self.said, n=n, total=total, share=n / total, bound=self.many),
                related=whole(answers),
                help=say(self.remedy, n=n - floor(self.many * total)),
            )


def without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    """*words* without particles at the end, and with 你 for 您: 你好呀 is 您好 again."""
    last = len(words)
    while last > 1 and words[last - 1] in _PARTICLES:
        last -= 1
    return tuple("你" if word == "您" else word for word in words[:last])


_PARTICLES: Final = frozenset("呀啊哦喔呢哈啦哒哟嘛噢")


def related(places: Iterable[Place]) -> list[Related]:
    """The first few of *places*."""
    return [Related(answer.at(first, last), say("here")) for answer, first, last in [*places][:SHOWN]]


def whole(answers: Iterable[Answer]) -> list[Related]:
    """The first few of *answers*, each as a whole."""
    return [Related(answer.row.at(answer.turn), say("here")) for answer in [*answers][:SHOWN]]
