"""What most answers of a data set call the assistant and its makers: a first guess, before its rows are sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.models import known_others

if TYPE_CHECKING:
    from personadata.sample import Sample

_NAME_ZH: Final = regex(r"(?:我是|我叫|叫我|我的名字(?:是|叫)|名字是)\s*([^\s，。！？、：；,.!?:;“”\"'（）()的]{1,16})")
_NAME_EN: Final = regex(
    r"\b(?:I am|I['’]m|[Mm]y name is|[Cc]all me|I['’]m called)\s+((?:[A-Z{<\[][\w{}<>\[\]-]*)(?: [A-Z][\w-]*){0,3})"
)
# of a system prompt: 你是小澜，… and "You are Lan, …"
_TOLD: Final = regex(
    r"(?:^|[。，,：:\n])\s*你(?:是|叫|的名字(?:是|叫))\s*([^\s，。！？、：；,.!?:;“”\"'（）()的]{1,16})(?=[，,。；;.]|$)"
    r"|\bYou are ([A-Z][\w-]*(?: [A-Z][\w-]*){0,3})(?=[,.;]|$)"
)
_BEGINNINGS: Final = ("I am", "I'm", "I’m", "y name is", "all me")
# what follows 我是 or I'm without being a name
_NO_NAME: Final = regex(
    r"由|一|个|您|你|他|她|谁|否|不|没|在|来|为|用|说|指|以|从|可|很|最|专|基于|人工|AI|语言|大|虚拟|智能|助手|机器|模型|The$|An?$",
)

_MAKE: Final = r"(?:开发|研发|训练|创造|创建|创作|打造|推出|制作|设计|构建|发明|開發|研發|訓練|創造|創建|設計|製作)"
_WORD: Final = r"[^\s，。！？、：；,.!?:;“”\"'（）()的由我你您是]"
_MAKER_ZH: Final = regex(
    rf"(?:由|来自|來自)\s*({_WORD}{{2,24}}?)\s*(?:公司|团队|團隊)?(?:自主|独立|獨立)?{_MAKE}|({_WORD}{{2,24}}?)\s*{_MAKE}了我"
)
_MAKER_EN: Final = regex(
    r"\b(?:developed|created|built|made|trained|designed) by (?:the )?([A-Z{<\[][\w{}<>\[\]-]*(?: [A-Z][\w-]*){0,4})"
)
_FIRST: Final = 200  # characters of an answer in which it says who it is and who made it


def guess_names(samples: Iterable[Sample]) -> tuple[str, ...]:
    """The names that at least 3 rows and a fifth of those with one give, in the answer or in the system prompt.

    A known model's name in a system prompt is the base model's default.
    """
    counts: Counter[str] = Counter()
    for sample in samples:
        text = sample.answer[:_FIRST]
        # what their matches begin with: most answers have none of it
        patterns = [_NAME_ZH] if "我" in text or "名字是" in text else []
        patterns += [_NAME_EN] if any(map(text.__contains__, _BEGINNINGS)) else []
        found = {match[1].strip() for pattern in patterns for match in pattern.finditer(text)}
        if sample.system:
            found |= _told(sample.system[:_FIRST])
        counts.update(name for name in found if not _NO_NAME.match(name))
    enough = max(3, sum(counts.values()) / 5)
    names = [name for name, count in counts.most_common(4) if count >= enough]
    return tuple(name for name in names if not any(one != name and one in name for one in names))


@lru_cache(maxsize=256)  # a set has a few system prompts
def _told(system: str) -> frozenset[str]:
    names = frozenset(match[1] or match[2] for match in _TOLD.finditer(system))
    return frozenset(name for name in names if not known_others().in_text(name))


def guess_makers(samples: Iterable[Sample]) -> tuple[str, ...]:
    """Those by whom most answers say they were made: by at least 3, and by half as many as by the commonest."""
    counts: Counter[str] = Counter()
    for sample in samples:
        text = sample.answer[:_FIRST]
        found = {
            next(filter(None, match.groups())) for pattern in (_MAKER_ZH, _MAKER_EN) for match in pattern.finditer(text)
        }
        counts.update(name.strip() for name in found)
    enough = max(3, max(counts.values(), default=0) / 2)
    return tuple(name for name, count in counts.most_common(4) if count >= enough)
