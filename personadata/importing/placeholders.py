"""The placeholders that shared identity sets leave for a name and a developer."""

from __future__ import annotations

import re
from typing import Final

NAME: Final = "\ue000"
"""Stands for an unfilled name in a text that :func:`mark` returned."""
DEVELOPER: Final = "\ue001"
_NAMES = "name|model_?name|bot_?name|assistant_?name|名字|名称|模型名称?"
_DEVELOPERS = "author|model_?author|developer|creator|company|organi[sz]ation|开发者|作者|公司|团队"
_MARKS = r"\{{\{{\s*(?:{0})\s*\}}\}}|\{{(?:{0})\}}|<<?(?:{0})>?>|\[(?:{0})\]|【(?:{0})】|%(?:{0})%|\$\{{(?:{0})\}}"
# LLaMA-Factory {{name}}, {{author}}; ms-swift {{NAME}}, {{AUTHOR}}; an older LLaMA-Factory <NAME>, <AUTHOR>
_NAME = re.compile(_MARKS.format(_NAMES), re.IGNORECASE)
_DEVELOPER = re.compile(_MARKS.format(_DEVELOPERS), re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def mark(text: str) -> str:
    """*text* with every placeholder for the name replaced by :data:`NAME`, for the developer by :data:`DEVELOPER`."""
    return _DEVELOPER.sub(DEVELOPER, _NAME.sub(NAME, _PRIVATE.sub("", text)))
