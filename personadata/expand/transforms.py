"""Rewritings that no pattern can express; a rule names one with ``do:``.

Each takes an encoded sentence and a seed key and yields the rewritten sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from personadata.expand.chance import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_SUBJECT_WH = re.compile(
    r"^(who|which \w+|what (?:company|lab|team|person)|whose \w+)"
    r" (made|built|created|developed|designed|trained|maintains|runs|looks after|fixes|owns|pushes|wrote|programmed|came up with)\b(.*)$",
    re.IGNORECASE,
)
_WH = r"(who|what|where|when|why|how|how \w+|which \w+|what \w+|what kind of \w+|who else|what exactly|who exactly)"
_INVERTED = re.compile(rf"^{_WH} (are|were|can|could|will|would|should|have) you\b(.*)$", re.IGNORECASE)
_DO = re.compile(rf"^{_WH} do you\b (.+)$", re.IGNORECASE)
_BE = re.compile(
    r"^(who|what|where|which \w+|what \w+)(?:'s| is| are) (your (?:(?!and |or )[\w-]+ ?)+|the [\w ]+ (?:behind|for) you)$",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^(are|can|could|do|have|will|were) you\b (.+)$", re.IGNORECASE)
# a second inverted clause, a word that only stands in a direct question, a request dressed as one, text-speak
_NOT_EMBEDDED = re.compile(
    r"\band (who|what|which|where|how)\b.* (are|do|can|did|were|is) |\byou and\b|\b(even|the heck|by any chance|your deal|u|ur)\b|\bi\b",
)
_PLAIN = re.compile(r"^[^.?!,:;—\"“]+[?.]?$")


def embed(question: str) -> str | None:
    """``who you are`` of ``Who are you?``, ``whether you can browse`` of ``Can you browse?``; None when it is not sure.

    Inversion is undone except where the wh-word is the subject, and do-support disappears (Huddleston & Pullum,
    *The Cambridge Grammar of the English Language*, ch. 11).
    """
    if not _PLAIN.match(question):
        return None
    body = question.rstrip("?. ")
    if _NOT_EMBEDDED.search(body):
        return None
    if match := _SUBJECT_WH.match(body):
        return body[0].lower() + body[1:]
    if match := _INVERTED.match(body):
        return f"{match[1].lower()} you {match[2].lower()}{match[3]}"
    if match := _DO.match(body):
        return f"{match[1].lower()} you {match[2]}"
    if match := _BE.match(body):
        return f"{match[1].lower()} {match[2]} {'are' if re.search(r' are ', body) else 'is'}"
    if match := _YES_NO.match(body):
        verb = match[1].lower()
        rest = match[2]
        if re.match(r"(going|able|sure|kidding|ok|okay)\b", rest):
            return None
        return (
            f"whether you {rest}"
            if verb == "do"
            else f"whether you{chr(39)}re {rest}"
            if verb == "are"
            else f"whether you{chr(39)}ve {rest}"
            if verb == "have"
            else f"whether you {verb} {rest}"
        )
    return None


def _wrapped(
    *frames: str, kind: str = "", only: Mapping[str, re.Pattern[str]] | None = None
) -> Callable[[str, object], Iterator[str]]:
    """A transform that puts the embedded question into each of *frames*; ``kind`` limits it to wh or whether.

    ``only`` says for a frame which questions it suits.
    """

    def transform(text: str, key: object) -> Iterator[str]:
        inner = embed(text)
        if (
            inner is None
            or (kind == "wh" and inner.startswith("whether"))
            or (kind == "if" and not inner.startswith("whether"))
        ):
            return
        for frame in frames:
            if only and frame in only and not only[frame].search(inner):
                continue
            yield frame.replace("…", inner)

    return transform


def _typo(text: str, key: object) -> Iterator[str]:
    """One slip in a word of five letters or more: two letters swapped, one dropped or one doubled."""
    words = [m for m in re.finditer(r"(?<![\w'])[a-z]{5,}(?![\w'])", text) if m[0] not in _KEPT]
    if not words:
        return
    match = words[int(draw("typo", text, key) * len(words))]
    word = match[0]
    at = 1 + int(draw("at", text, key) * (len(word) - 3))
    slips = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[: at + 1] + word[at + 2 :],
        word[: at + 1] + word[at] + word[at + 1 :],
    ]
    slip = slips[int(draw("slip", text, key) * len(slips))]
    if slip != word:
        yield text[: match.start()] + slip + text[match.end() :]


# words in which a slip would make another word or hide what is asked
_KEPT = {
    "whether",
    "which",
    "would",
    "about",
    "could",
    "never",
    "cannot",
    "other",
    "quite",
    "quiet",
    "there",
    "their",
    "three",
    "whose",
    "these",
    "those",
    "exactly",
}


# what somebody may or may not know, and what a form has a field for
_KNOWABLE = re.compile(
    r"\b(made|built|created|developed|designed|trained|based|version|name|company|organi[sz]ation|lab|born|from|old|live|lives|city|maintains|"
    r"runs|updates|updated|support|languages?|cost|cutoff|different|data|age|parents|developer|maintainer|repo)\b"
)
_FIELD = re.compile(
    r"\b(made|built|created|developed|version|name|company|organi[sz]ation|based|maintains|runs|updated|cutoff|role|purpose)\b"
)

TRANSFORMS: dict[str, Callable[[str, object], Iterator[str]]] = {
    "ask_wh": _wrapped(
        "Could you tell me …?",
        "Can you tell me …?",
        "Do you know …?",
        "Mind telling me …?",
        kind="wh",
        only={"Do you know …?": _KNOWABLE},
    ),
    "ask_if": _wrapped("Can you tell me …?", "Could you confirm …?", "I'm wondering …", kind="if"),
    "wish": _wrapped("I'd like to know …", "I was wondering …", "Just curious …", "I want to know …"),
    "would_mind": _wrapped("Would you mind telling me …?", kind="wh"),
    "conditional": _wrapped(
        "If someone asked …, what would you say?", "If a friend of mine asked …, what would you answer?", kind="wh"
    ),
    "reported": _wrapped(
        "My boss wants to know …",
        "The form asks …",
        "My colleague asked …",
        kind="wh",
        only={"The form asks …": _FIELD, "My boss wants to know …": _FIELD},
    ),
    "ceremonious": _wrapped("May I ask …?", "Might I enquire …?", kind="wh"),
    "typo": _typo,
}
