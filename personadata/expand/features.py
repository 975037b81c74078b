"""What a question is, grammatically: the features that paraphrase rules, letters and licensing tables look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Features:
    """Features of one user turn.

    ``qtype``: wh, ma, anota, shibushi, is (zh) or yesno (en), alt, guess, tag, neg, rhet, decl, imper, embed, frag,
    hear, voc.  ``pol``: pos or neg.  ``verb``: the matrix verb that a yes/no answer would echo (是, 能, 会, 可以, 有, …;
    be, can, do, …) or an empty string.  ``addr``: ni, nin, none.  ``prt``: the final particle.  ``polite``: the
    opener used (请问, 请, 麻烦, 不好意思, please, excuse, …).  ``greet``: opens with a greeting.  ``reg``: formal,
    neutral, casual, net.
    """

    qtype: str
    pol: str = "pos"
    verb: str = ""
    addr: str = "none"
    prt: str = ""
    polite: str = ""
    greet: bool = False
    reg: str = "neutral"


@lru_cache(maxsize=65536)
def analyse(text: str, language: str) -> Features:
    """The features of the encoded user turn *text* in ``zh`` or ``en``."""
    if language == "en":
        from personadata.expand.features_en import analyse_en

        return analyse_en(text)
    from personadata.expand.features_zh import analyse_zh

    return analyse_zh(text)
