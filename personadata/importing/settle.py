"""One fact out of what many rows say: the majority, and what stood against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from personadata.persona import LANGUAGES, Language
from personadata.persona.models import fold

_TEAM = re.compile(r"(?:团队|團隊|公司|的|(?<=\w) (?:team|community|group|researchers))+$", re.IGNORECASE)


_ROLE = re.compile(r"(?:助手|助理|模型|机器人|機器人|程序|系统|顾问|伙伴)\s*$")

FEW = 5
"""Rows that outweigh a single other one."""


class Claim(NamedTuple):
    """What one row says, in the language of its answer: mostly one form, seldom more."""

    language: Language
    forms: frozenset[str]


class Fact(NamedTuple):
    """What most rows say, in one text for all languages or by language; ``rows`` say so, ``rivals`` say otherwise."""

    value: str | dict[Language, str]
    rows: int
    rivals: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else " / ".join(self.value.values())


def settle(claims: Sequence[Claim]) -> Fact | None:
    """The majority in each language of *claims*; None when there are none.

    A language follows the majority of all unless another form leads there by more than two to one, and not by a
    single row against many: a name may be written 小舟 in Chinese and Skiff in English.
    """
    if not claims:
        return None
    total = Counter(form for claim in claims for form in claim.forms)
    leader = _leader(total)
    chosen: dict[Language, str] = {}
    for language in LANGUAGES:
        if counter := Counter(form for claim in claims if claim.language == language for form in claim.forms):
            own = _leader(counter)
            another = counter[own] > max(2 * counter[leader], total[leader] >= FEW)
            chosen[language] = own if another else leader
    if chosen.get("zh-Hant") == chosen.get("zh"):
        chosen.pop("zh-Hant", None)
    forms = set(chosen.values())
    agreeing = forms | {form for form in total if any(_kin(form, one) for one in forms)}
    rivals = tuple((form, number) for form, number in _ranked(total) if form not in agreeing)
    rows = sum(not agreeing.isdisjoint(claim.forms) for claim in claims)
    return Fact(leader if len(forms) == 1 else chosen, rows, rivals)


def _leader(counter: Counter[str]) -> str:
    return _ranked(counter)[0][0]


def _ranked(counter: Counter[str]) -> list[tuple[str, int]]:
    """By number, then by text, so that equal files give equal drafts."""
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))


def _kin(form: str, chosen: str) -> bool:
    """Whether *form* is *chosen* in other letters, with 团队, "team" or an article, or behind its role: 写作助手小舟."""
    if form != chosen and form.endswith(chosen) and _ROLE.search(form[: -len(chosen)]):
        return True
    bare = [fold(_TEAM.sub("", re.sub(r"^the ", "", text, flags=re.IGNORECASE))) for text in (form, chosen)]
    return bare[0] == bare[1]
