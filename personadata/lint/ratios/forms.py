"""How the questions of a persona set are put, and in how many ways each other model is denied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from personadata.lint.identity.called import called
from personadata.lint.identity.mentioned import others_in
from personadata.lint.message import Message, say
from personadata.lint.once import once_per_dataset
from personadata.lint.phrasing.answers import Answer

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.expand.features import Features

# grammatical question types of personadata.expand.features → what they are called here
FORMS: Final = {
    "wh": "wh", "ma": "yes/no", "is": "yes/no", "yesno": "yes/no", "anota": "A-not-A", "shibushi": "A-not-A",
    "neg": "negative", "rhet": "rhetorical", "tag": "tag or guess", "guess": "tag or guess", "decl": "statement",
    "hear": "statement", "alt": "alternative", "voc": "vocative", "imper": "request", "embed": "wrapped", "frag": "fragment",
}  # fmt: skip
# the forms in which a user may take the assistant for another model; being told so is a guess put as a statement
POLARITY: Final = {**FORMS, "decl": "tag or guess", "hear": "tag or guess"}
POLARITIES: Final = ("yes/no", "A-not-A", "negative", "rhetorical", "tag or guess", "alternative", "vocative")
_SHOWN: Final = {
    "wh": "wh-questions", "yes/no": "yes/no questions", "A-not-A": "A-not-A questions", "negative": "negative questions",
    "rhetorical": "rhetorical questions", "tag or guess": "tags and guesses", "statement": "statements",
    "alternative": "either-or questions", "vocative": "calls by name", "request": "requests",
    "wrapped": "wrapped questions", "fragment": "fragments",
}  # fmt: skip
_LONG: Final = 200  # characters: what is longer brings material of its own


class Reader:
    """Reads questions of one data set: names are hidden from the grammar, as they are in templates."""

    def __init__(self, dataset: Dataset) -> None:
        from personadata.expand.slots import CODE

        who = called(dataset)
        self._others = others_in(dataset)
        parts = (("name", who.names), ("developer", who.makers))
        own = [
            f"(?P<{slot}>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
            for slot, names in parts
            if names
        ]
        self._own = re.compile("|".join(own) or r"(?!)", re.IGNORECASE)
        self._models = re.compile(
            "|".join([*own, rf"(?P<X>{self._others.names})(?:[-\s]?\d[\w.]*)?|(?P<V>{self._others.vendors})"])
        )
        self._code = CODE

    def encode(self, text: str) -> str:
        """*text* with each name as the character that stands for it in templates."""
        pattern = self._models if self._others.in_text(text) else self._own
        return pattern.sub(lambda found: self._code[found.lastgroup or ""], text)

    def features(self, text: str) -> Features:
        """The grammar of the user turn *text*."""
        from personadata.expand.features import analyse

        return analyse(self.encode(text[:_LONG]), "zh" if _has_han(text) else "en")


def _has_han(text: str) -> bool:
    # a pattern of so wide a range takes longer to compile than the questions of a set to look through
    return not text.isascii() and any("\u3400" <= char <= "\u9fff" for char in text)


@once_per_dataset
def reader(dataset: Dataset) -> Reader:
    """The reader of *dataset*, made once for all rules."""
    return Reader(dataset)


def shown(form: str) -> Message:
    """What *form* is called in a finding."""
    return say(_SHOWN[form])


def form(dataset: Dataset, answer: Answer) -> str:
    """How the question of *answer* is put, one of the values of :data:`FORMS`."""
    return FORMS[reader(dataset).features(answer.asked).qtype]


def polarity(dataset: Dataset, answer: Answer) -> str:
    """In which of :data:`POLARITIES` the question of *answer* takes the assistant for another, empty for none of them."""
    found = POLARITY[reader(dataset).features(answer.asked).qtype]
    return found if found in POLARITIES else ""
