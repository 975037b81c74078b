"""RA105 control-share."""

from __future__ import annotations

from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.few import FewRule

_ROWS = [(f"你懂{thing}吗？", f"我是小澜，{thing}略懂。") for thing in THINGS]
_CONTROLS = [(f"{thing}是谁发明的？", f"{thing}没有单一的发明者。") for thing in ("电话", "电灯", "火药")]


class ControlShare(FewRule):
    """Too few rows of the persona set are controls.

    Controls look like questions about the assistant and are about something else: who developed WeChat, "who are you" to
    be translated, 我是谁.  Without them a model learns that 谁, 开发 or 你 mean "speak of yourself", and does so in nearly
    every answer (ChatGLM-Efficient-Tuning issue 85); what is newly learned spreads to questions that look alike, and a
    few rows of this kind stop it (arXiv:2511.02626).  General data does not take their place, as it looks different.
    Below ``least`` of the persona rows is reported; none at all, as in the published set of LLaMA-Factory, is worst.  A
    file that mixes persona and general rows and does not say which is which (``channel``) is not judged.
    """

    code = "RA105"
    name = "control-share"
    topic = "control"
    exact = True
    least = 0.1
    said = "{n:,} of {total:,} persona rows are controls ({share:.1%}), fewer than {bound:.0%}"
    none = "none of the {total:,} persona rows is a control: the model may speak of itself whatever is asked"
    remedy = (
        "add {n:,} more: questions that look as if about the assistant and are not, such as “who developed WeChat?”"
    )
    bad = (_ROWS, [*_ROWS, *_CONTROLS[:1]])
    good = ([*_ROWS, *_CONTROLS],)
