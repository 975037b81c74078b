"""What the assistant is called and who made it: as a persona declares, else as most answers say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.introductions import introductions
from personadata.lint.identity.models import simple
from personadata.lint.identity.questions import asks_name
from personadata.lint.text.script import HAN, simplified

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_WORD: Final = regex(r"[a-z]{4,}|[0-9]{2,}")
# words of makers that tell nothing: a shared one does not make two of them the same
_COMMON: Final = frozenset(
    ("team", "labs", "company", "inc", "the", "technology", "technologies", "community", "university", "group", "research",
     "from", "with", "that", "this", "studio", "people", "developers", "engineers", "artificial", "intelligence")
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Own:
    """The ``names`` and ``makers`` that an answer may give as the assistant's own, in every spelling declared."""

    names: tuple[str, ...]
    makers: tuple[str, ...]
    share: tuple[int, int] | None = None
    """How many introductions give the name, of how many, when it is the majority's."""

    @property
    def name(self) -> str:
        """The main name."""
        return self.names[0]

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Names and makers."""
        return tuple(dict.fromkeys((*self.names, *self.makers)))

    def is_name(self, form: str) -> bool:
        """Whether *form* is one of the names, a part of one or one with something added, in either script."""
        return self._unknown(form, self.names) or _same(form, self._names)

    def is_maker(self, form: str) -> bool:
        """Whether *form* names one of the makers, or shares a telling word with one."""
        if self._unknown(form, self.makers) or _same(form, self._makers):
            return True
        words = {word for maker in self.makers for word in _WORD.findall(maker.casefold())} - _COMMON
        return bool(words & set(_WORD.findall(form.casefold())))

    def _unknown(self, form: str, known: tuple[str, ...]) -> bool:
        # a majority of Chinese answers does not tell what the English name is
        return not known or (
            self.share is not None and all(bool(HAN.search(one)) != bool(HAN.search(form)) for one in known)
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(filter(None, map(simple, self.names)))

    @cached_property
    def _makers(self) -> frozenset[str]:
        return frozenset(filter(None, (simple(re.sub(r"^the ", "", maker, flags=re.I)) for maker in self.makers)))


def _same(form: str, own: frozenset[str]) -> bool:
    forms = {simple(form)}
    if HAN.search(form):
        forms |= {simple(simplified(form))}
        own = own | {simplified(name) for name in own}
    return any(
        one == name or (min(len(one), len(name)) > 1 and (one in name or name in one)) for one in forms for name in own
    )


_OWN: dict[int, tuple[Persona, Own]] = {}


def own_of(persona: Persona) -> Own:
    """What *persona* declares."""
    known = _OWN.get(id(persona))
    if known is None or known[0] is not persona:
        texts = (persona.name, *persona.aliases)
        makers = (persona.developer, *((persona.maintainer,) if persona.maintainer else ()))
        own = Own(
            tuple(dict.fromkeys(form for text in texts for form in text.all())),
            tuple(dict.fromkeys(form for text in makers for form in text.all())),
        )
        _OWN.clear()
        _OWN[id(persona)] = known = persona, own
    return known[1]


LEAST: Final = 3  # introductions that make a majority


def majority(samples: Iterable[Sample]) -> Own | None:
    """What most answers to questions about the assistant say; None when no name is given more often than others.

    A name in the other script is the same one's, and so is one that answers use beside the main name.
    """
    names: Counter[str] = Counter()
    makers: Counter[str] = Counter()
    told: list[tuple[str, str]] = []
    for sample in samples:
        text = f"{sample.question}\n{sample.answer}"
        said = {(kind, what) for kind, what, _, _ in introductions(sample.answer, asked=asks_name(sample.question))}
        told += [(what, text) for kind, what in said if kind == "name"]
        makers.update(what for kind, what in said if kind == "maker")
    names.update(name for name, _ in told)
    own = _winners(names)
    if not own:
        return None
    beside = sorted({name for name, text in told if own[0] in text})
    return Own(tuple(dict.fromkeys((*own, *beside))), tuple(_winners(makers)), (names[own[0]], names.total()))


def _winners(counts: Counter[str]) -> list[str]:
    """The most frequent one, at least a third of those in its script, and likewise in the other script."""
    found: list[str] = []
    for han in (True, False):
        forms = Counter({form: count for form, count in counts.items() if bool(HAN.search(form)) is han})
        for form, count in forms.most_common(1):
            if count >= LEAST and count * 3 >= sum(forms.values()):
                found.append(form)
    return sorted(found, key=lambda form: -counts[form])
