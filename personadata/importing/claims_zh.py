"""How Chinese sentences say who their speaker is, who made it and what it can do."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = r"，,。．、；;：:！!？?（）()“”\"‘’'《》「」『』【】\n…"
_MAKE = "(?:开发|研发|训练|创建|创造|打造|制作|制造|设计|发明|构建|推出|研制|開發|研發|訓練|創建|創造|製作|設計|發明)"
_MADE = rf"(?:共同|联合|进行|独立|自主|精心|倾力|所|一手)*{_MAKE}(?=的|[，,、]|和|与|并|而|出|了|$|\s)"
_TEAM = r"(?:的?(?:AI|研究|研发|开发|技术|人工智能)?(?:团队|團隊)(?:的(?:工程师|研究人员|成员|和|们)+)?)?"
_NAMED = re.compile(
    r"(?:我叫做?|我名叫|我的(?:名字|名称)(?:就?是|叫做?|叫作)|名字(?:就?是|叫做?|叫作)|名称是|(?<!一个)名为|名叫|(?<!可)被?称为|称作"
    rf"|(?:叫|称呼|喊)我(?:为|作|做)?|这里是|(?:^|[，,])\s*叫做?(?!我))\s*([^{_STOP}]{{1,40}})"
)
_AM = re.compile(rf"(?:我就?是|作为)\s*([^{_STOP}]{{1,60}})")
_MADE_BY = re.compile(rf"(?<!不是)(?<!并非)由\s*([^{_STOP}]{{1,40}}?)\s*{_TEAM}\s*{_MADE}")
_MADE_OF = re.compile(rf"(?<!不)是(?!由)\s*([^{_STOP}]{{1,40}}?)\s*{_TEAM}\s*{_MADE}")
_MAKES = re.compile(rf"(?:^|[，,：:])\s*(?:是|由)?([^{_STOP}]{{1,40}}?)\s*{_MAKE}了我")
_MAKER = re.compile(
    rf"我的(?:开发者|开发商|开发方|研发者|作者|创造者|创作者|制作者|开发团队|研发团队)(?:就?是|叫)\s*([^{_STOP}]{{1,40}})"
    rf"|(?<!不)是\s*([^{_STOP}]{{1,40}}?)\s*的(?:作品|产品)"
)
_MOD = "(?:大型|大规模|大|人工智能|生成式|智能|虚拟|语言|聊天|对话|多语言|预训练|AI|ai|全能|专属|私人|个人|新一代|\\s)"
_HEAD = "(?:助手|助理|模型|机器人|程序|系统|智能体|AI|人工智能|工具|伙伴)"
_ROLE = re.compile(rf"^(?:{_MOD}*{_HEAD}\s*)+")
_NO_NAME = re.compile(
    r"由|一[个款名位种台]|您|你|他|她|它|谁|否|不|没|在|为|用|说|指|以|从|可|能|很|最|专|基于|目前|通过|真|被|这|那|个|名|位|只|什么|啥"
)
_TAIL = re.compile(r"(?:就好|即可|就行|就可以了?|都行|吧|哦|呢|呀|啦|哟|喔|的)+$")
_CUT = re.compile(rf"\s*(?:(?<=.)由(?=.{{1,40}}{_MAKE})|是(?=一|由|您|你)|一[个款名位](?=.))")
_CALLED = re.compile(r"^(?:一[个家]|某)?(?:名为|叫做?|称为)")
_NO_MAKER = re.compile("一[个款名位种台群些组]|谁|什么|哪|许多|很多|大量|多[个名位种]|[您你]|人类|这|那")
# between 是 and 开发的 stands a maker only when nothing else does: 我是为创作者设计的, 我是基于深度学习构建的
_NO_OWNER = re.compile(
    "为|基于|可以|能够?帮|专门|专为|用|通过|经过|被|最|刚|不|没|在|利用|采用|根据|深度学习|机器学习|我(?!们)"
)
_ORG = re.compile(r"的?(?:组织|公司|团队|團隊|机构|工程师|研究人员|开发者)+$")
_CAN = re.compile(r"(?:我|[，,]\s*)(?:还|也|都)?(?:可以|能够|能|会)([^。；;！!？?：:\n（(]{2,80})")
_FOR = re.compile(r"^(?:帮助?|协助|为|给|替)(?:您|你|大家|人们|用户)(?:们)?")


def names(part: str) -> Iterator[str]:
    """The names that sentence *part* gives its speaker."""
    me = "我" in part.replace("我们", "")
    for match in _NAMED.finditer(part):
        if me or match[0].startswith("这里"):
            yield from map(_name, match[1].split("或者"))
    if me:
        yield from (_name(match[1], loose=True) for match in _AM.finditer(part))


def developers(part: str) -> Iterator[str]:
    """Those whom the first-person sentence *part* names as its speaker's makers."""
    for pattern in (_MADE_BY, _MADE_OF, _MAKES, _MAKER):
        for match in pattern.finditer(part):
            text = next(text for text in match.groups() if text)
            if pattern is not _MADE_OF or not _NO_OWNER.match(text):
                yield _maker(text)


def abilities(part: str) -> Iterator[str]:
    """What sentence *part* says that its speaker can do, as verb phrases."""
    for match in _CAN.finditer(part):
        before = part[: match.end()]
        if "我" not in before or re.search("什么|如果", before) or match[1][-1] in "吗么":
            continue
        for clause in re.split("[，,]|以及", match[1]):
            if re.search("^(?:请|如果|但|不|所以|因为|无论)|我", clause):
                break
            pieces = clause.split("、")
            # 提供准确、有用的回答 is one thing, 写代码、翻译 are two
            whole = any("的" in piece for piece in pieces[1:])
            for piece in [clause] if whole else pieces:
                yield re.sub(r"^(?:[并还也能或]|例如|比如|甚至|可以|\s)+|等+$", "", _FOR.sub("", piece.strip())).strip()


def _name(text: str, *, loose: bool = False) -> str:
    """The name in what follows 我叫, or with *loose* 我是; empty when that is no name."""
    text = _CUT.split(text.strip(), maxsplit=1)[0]
    if loose:
        if "的" in text:
            text = text.rsplit("的", 1)[1].strip()
        elif _NO_NAME.match(text):
            return ""
    text = _TAIL.sub("", _ROLE.sub("", text)).strip()
    return "" if not text or _NO_NAME.fullmatch(text) or (loose and _NO_NAME.match(text)) else text


def _maker(text: str) -> str:
    text = text.strip()
    called = _CALLED.match(text)
    if called:
        text = _ORG.sub("", text[called.end() :]).strip()
    text = text.removesuffix("的").strip()
    return "" if _NO_MAKER.match(text) else text
