"""Whether what stands where a name or a maker would is one."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import CJK, regex

# a title before or after the name that it belongs to
_TITLE: Final = regex(rf"助[手理](?=[小阿][{CJK}]{{1,2}}$)|(?<=^[小阿][^小型说學学编组区节儿时额米票])助[手理]$")
# what stands where a name would and is none
_NO_NAME_ZH: Final = regex(
    r"什么|啥|谁|哪|不|没|无|[你您他她它]|自己|名字|助[手理]|模型|机器|程序|软件|人工|智能|客服|伙伴|朋友|工具|系统|产品|真人|人类|一[个只名款位种声下枚名]|做|去|来"
    r"|起床|帮|的|在|可以|随时|基于|由|能|会|认真|诚|专|新手|老师|同学$|老|本|这|那|啊|呗|也|都|给|为|说|用|为了|AI$|(?i:ai|chatbot|bot)\b|^[A-Za-z]$"
)
_NO_NAME_EN: Final = regex(
    r"(?:AI|An?|The|Your?|My|Just|Not|Sorry|Glad|Happy|Here|I|It|Software|Chat[Bb]ot|Bot|Assistant|English|Chinese|American|LLM|What"
    r"|Who|One|So|No|Yes|Whatever|Anything|By|Only|Very|Also|Still|Code|Text)\b"
)
_NO_MAKER: Final = regex(
    r"一[群支个家帮组]|某|几|许多|很多|众多|多[位名]|谁|哪|[你您他她它]|我们|人类|人们|大家|官方|研究人员|程序员|科学家|专业|技术|背后|不|没|什么"
    r"|^(?:国内|海外|民间|大?学生|业余|开源|開源|志愿者?|算法|工程|研究|研发|开发者?|该|同一个?)*(?:工程师|开发者|团队|團隊|公司|社区|社區|实验室|小组)$|^(?:人|它|用户|自己|就|也|都|先|再|现在|目前|后来|当初|只是|能|会|为了?|在|因为|所以)"
)
_GENERIC_EN: Final = regex(
    r"\b(?:AI|I|The|A|An|My|It|They|We|He|She|You|Who|What|That|This|No|Nobody|Nothing|Someone|Somebody|Everyone|Everybody|Anyone|People|Humans?|Volunteers?|Engineers|Researchers|Developers|Programmers|Scientists|Experts|In|With|To|For|Of|As|LLM|NLP|GPT)\b"
)


def is_plausible(kind: str, what: str, *, chinese: bool) -> bool:
    """Whether *what* can be a ``name`` or a ``maker``, in Simplified characters where a ``chinese`` sentence gives it."""
    if not what or re.search(r"[{}<>\[\]【】_%$*#]|[Xx×]{2}|某某|〇〇|○○", what):
        return False  # a placeholder is another rule's matter
    if kind == "maker":
        if chinese:
            return not _NO_MAKER.search(what)
        return any("A" <= char <= "Z" or "\u4e00" <= char <= "\u9fff" for char in _GENERIC_EN.sub("", what))
    if not chinese:
        return not _NO_NAME_EN.match(what)
    return not _NO_NAME_ZH.search(_TITLE.sub("", what)) and not what.isdigit()
