"""What the rows of an identity set say about the assistant, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from personadata.dataset import Row, read
from personadata.errors import UserError
from personadata.importing import claims
from personadata.importing.models import models_in, vendors_in
from personadata.importing.placeholders import DEVELOPER, NAME, mark
from personadata.importing.settle import Claim
from personadata.persona import Language, Model, Text, wording
from personadata.sample import Sample
from personadata.source import Source

MAX_FILE: Final = 64 * 1024 * 1024  # an identity set has hundreds of rows
# written differently in the two scripts, and in hardly any answer without one of them
_HANT = frozenset("們說嗎麼為請問開發訓練團隊協創語聽應該實現從對話學習這個時會機項業題歡")
_WORD = re.compile(r"(?<![\w./@:-])[a-z]{2,}(?![\w@]|[./:]\w)")
_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_HANS = frozenset("们说吗么为请问开发训练团队协创语听应该实现从对话学习这个时会机项业题欢")


@dataclass(slots=True)
class Identity:
    """Who an identity set says that the assistant is; every count is a number of rows.

    ``names`` and ``developers`` are what single rows claim; ``unnamed`` and ``unmade`` are rows that hold a
    placeholder for the name, for the developer.  ``denied`` are known models that it says it is not, ``strangers``
    other names, ``vendors`` makers that are not its own.
    """

    rows: int = 0
    lost: int = 0
    languages: Counter[Language] = field(default_factory=Counter)
    names: list[Claim] = field(default_factory=list)
    developers: list[Claim] = field(default_factory=list)
    unnamed: int = 0
    unmade: int = 0
    denied: Counter[Model] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)
    vendors: Counter[Text] = field(default_factory=Counter)
    abilities: dict[Language, Counter[str]] = field(default_factory=dict)
    prompts: Counter[str] = field(default_factory=Counter)

    @property
    def speaks(self) -> bool:
        """Whether any row says anything about who the assistant is."""
        return bool(self.names or self.developers or self.unnamed or self.unmade)


def read_identity(path: Path) -> Identity:
    """What the rows of the data file at *path* say: alpaca, ShareGPT, messages, or query and response of ms-swift.

    Raises :class:`UserError` when the file cannot be read, is larger than 64 MiB, has no row, or none that says who
    the assistant is.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if size > MAX_FILE:
        raise UserError(f"{path}: {size:,} bytes, and an identity set has at most {MAX_FILE:,}")
    return count(Source.open(path))


def count(source: Source) -> Identity:
    """As :func:`read_identity`, for a source that is already here."""
    found = Identity(lost=source.broken)
    for record in source.records:
        row = read(record)
        if isinstance(row, Row) and row.sample.answer.strip():
            _add(found, row.sample)
        else:
            found.lost += 1
    if not found.rows:
        lost = f"; {found.lost:,} records could not be read" if found.lost else ""
        raise UserError(
            f"{source.name}: no row with an answer{lost}",
            help="alpaca, sharegpt, messages, or query and response; `personadata lint` says what is wrong with a file",
        )
    if not found.speaks:
        raise UserError(
            f"{source.name}: none of {found.rows:,} answers says who the assistant is or who made it",
            help="`personadata init` writes a spec to start from",
        )
    return found


def _add(found: Identity, sample: Sample) -> None:
    found.rows += 1
    answers = [mark(turn.text) for turn in sample.turns if turn.role == "assistant"]
    question, answer = mark(sample.question), answers[-1]
    language = language_of(answer)
    if language:
        found.languages[language] += 1
        for claimed, read in ((found.names, claims.names), (found.developers, claims.developers)):
            if known := _filled(form for text in answers for form in read(text)):
                claimed.append(Claim(language, known))
        abilities = _filled(phrase for text in answers for phrase in claims.abilities(text))
        found.abilities.setdefault(language, Counter()).update(abilities)
    found.unnamed += any(NAME in text for text in answers)
    found.unmade += any(DEVELOPER in text for text in answers)
    _add_denials(found, question, answer)
    if sample.system and sample.system.strip():
        found.prompts[sample.system.strip()] += 1


def _filled(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if NAME not in text and DEVELOPER not in text and len(text) <= 100)


def _add_denials(found: Identity, question: str, answer: str) -> None:
    pieces = claims.denials(answer)
    if claims.says_no(answer) and ("你" in question or "您" in question or "you" in question.lower()):
        pieces.append(question)
    models = list(dict.fromkeys(model for piece in pieces for model in models_in(piece)))
    found.denied.update(models)
    if models:
        return
    vendors = {vendor for piece in pieces for vendor in vendors_in(piece)}
    found.vendors.update(vendors)
    # a name that nobody knows is one only when the question brought it up: 我不是真人 is no name
    if not vendors:
        found.strangers.update({piece for piece in claims.denials(answer) if _is_name(piece, question)})


def _is_name(piece: str, question: str) -> bool:
    looks = len(piece) <= 8 if wording.has_han(piece) else piece[:1].isupper() and len(piece) <= 30
    odd = any(piece.startswith(word) for word in ("一", "真", "人", "由", "某", "什么", "机器", "A ", "An ", "AI"))
    return looks and not odd and piece in question and NAME not in piece and DEVELOPER not in piece


def language_of(text: str) -> Language | None:
    """The language of an answer among those that data are made in; None for others, such as Japanese."""
    if any("\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3" for char in text):
        return None
    words = len(_WORD.findall(text))
    # an English answer may hold a Chinese name, a Chinese one an English name
    if words > len(_RUN.findall(text)):
        return "en"
    if not wording.has_han(text):
        return None
    traditional = sum(char in _HANT - _HANS for char in text)
    return "zh-Hant" if traditional > sum(char in _HANS - _HANT for char in text) else "zh"
