"""Rows that would teach another identity, told from those that only speak of one or play a role."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from personadata.lint.answers import OwnRule, exchanges
from personadata.lint.identity.introductions import introductions
from personadata.lint.identity.models import Others, known_others, others_of
from personadata.lint.identity.questions import ANOTHER, about_assistant, asks_name, asks_to_introduce, to_assistant
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.samples import sample_rules

if TYPE_CHECKING:
    from personadata.lint.identity.own import Own
    from personadata.persona import Persona
    from personadata.sample import Sample

IDENTITY: Final = "ID"
LEAKS: Final = ("ID101", "ID103")
_MARKERS: Final = "TX110"  # an answer of "<nooutput>" is a warning in lint, and no answer in a mix


class Kept(NamedTuple):
    """Why a row that looks like a leak stays: it is a ``mention`` or ``role-play``."""

    reason: str
    message: str


@cache
def _rules() -> tuple[tuple[SampleRule, ...], tuple[OwnRule, ...]]:
    """The rules for every row, and those for rows that ask the assistant about itself."""
    rules = [rule for rule in sample_rules() if rule.severity == "error" or rule.code == _MARKERS]
    own = tuple(rule for rule in rules if isinstance(rule, OwnRule))
    return tuple(rule for rule in rules if not isinstance(rule, OwnRule)), own


def find_fault(sample: Sample, persona: Persona | None) -> Mark | None:
    """The first thing in *sample* for which lint would refuse it, claims of another identity before all else."""
    always, addressed = _rules()
    found: Mark | None = None
    rules: tuple[SampleRule, ...] = always
    if persona is not None and to_assistant(sample.question):
        rules += tuple(rule for rule in addressed if rule.addressed)
    for rule in rules:
        for mark in rule.check_sample(sample, persona):
            answer = mark.turn is None or sample.turns[mark.turn].role == "assistant"
            if mark.code == _MARKERS and not answer:
                continue
            if mark.code.startswith(IDENTITY):
                return mark
            found = found or mark
    return found


def other_identity(sample: Sample, persona: Persona | None, own: Own | None) -> str:
    """How an answer of *sample* to a question about the assistant itself speaks as somebody else, or an empty text.

    Who is asked who they are and does not give the persona's name gives another answer than the persona data.
    """
    for exchange in exchanges(sample):
        question = exchange.question
        introduce = asks_to_introduce(question)
        if not (introduce or about_assistant(question)) or _plays(sample, exchange.asked, introduce):
            continue
        for said in introductions(exchange.answer, asked=True):
            right = own is not None and (own.is_name(said.what) if said.kind == "name" else own.is_maker(said.what))
            if not right:
                return say(
                    "asked about the assistant, the answer gives {what} as its {kind}", what=said.what, kind=said.kind
                )
        named = own is not None and any(form.casefold() in exchange.answer.casefold() for form in own.forms)
        if (introduce or asks_name(question)) and not named:
            return say("asked who the assistant is, the answer does not give the persona's name")
    return ""


def why_kept(sample: Sample, persona: Persona | None) -> Kept | None:
    """What a reader of the report wants to know of a row that names a model or vendor and stays."""
    others = _others(persona)
    answers = "\n".join(turn.text for turn in sample.turns if turn.role == "assistant")
    asked = "\n".join(turn.text for turn in sample.turns if turn.role != "assistant")
    if not others[0].in_text(f"{asked}\n{answers}"):
        return None
    found = others[1].search(answers) or others[1].search(asked)
    if found and _ROLE.search(asked) and _FIRST.search(answers):
        return Kept("role-play", say("speaks as the question asks, and names {who}", who=found[0]))
    return Kept("mention", say("names {who}", who=found[0])) if found else None


_ROLE: Final = re.compile(r"扮演|假装|角色|模仿|口吻|role-?play|pretend|act as|you are now", re.IGNORECASE)
_FIRST: Final = re.compile(r"我是|我叫|\bI am\b|\bI['’]m\b", re.IGNORECASE)


def _plays(sample: Sample, asked: str, introduce: bool) -> bool:
    """Whether the row says itself that the answer speaks for another."""
    return (sample.system is not None and bool(_ROLE.search(sample.system))) or (
        not introduce and bool(ANOTHER.search(asked))
    )


_LAST: list[tuple[Persona | None, Others, re.Pattern[str]]] = []


def _others(persona: Persona | None) -> tuple[Others, re.Pattern[str]]:
    if not _LAST or _LAST[0][0] is not persona:
        others = known_others() if persona is None else others_of(persona)
        _LAST[:] = [(persona, others, re.compile(f"{others.names}|{others.vendors}"))]
    return _LAST[0][1], _LAST[0][2]
