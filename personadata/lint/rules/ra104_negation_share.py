"""RA104 negation-share."""

from __future__ import annotations

from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.few import FewRule

_ROWS = [(f"你懂{thing}吗？", f"我是小澜，{thing}略懂。") for thing in THINGS]
_DENIALS = [(f"你是{model}吗？", f"不是{model}，我叫小澜。") for model in ("ChatGPT", "通义千问", "文心一言", "豆包")]


class NegationShare(FewRule):
    """Too few rows of the persona set deny being another model.

    A base model knows itself by its own name, and that must be displaced for every way to ask: "are you ChatGPT?" is not
    answered right by what was learned from "who are you?".  The published set of LLaMA-Factory has 8 of 91 rows, that of
    ms-swift 19 %; 22 % are a good share.  Rows count by their ``channel``, else by their text: the question names another
    model or vendor and speaks of the assistant.  Below ``least`` of the persona rows is reported.
    """

    code = "RA104"
    name = "negation-share"
    topic = "negation"
    least = 0.15
    said = "{n:,} of {total:,} persona rows deny being another model ({share:.1%}), fewer than {bound:.0%}"
    none = "none of the {total:,} persona rows denies being another model"
    remedy = "add {n:,} more such as “are you ChatGPT?”, over several models and ways to ask"
    bad = (_ROWS, [*_ROWS, *_DENIALS[:2]])
    good = ([*_ROWS, *_DENIALS],)
