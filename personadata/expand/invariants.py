"""What no generated turn may break: the grammar invariants of the paraphrase rules (G1–G5, G7).

Patterns work on encoded sentences (a slot is one character) and on filled ones alike.
"""

from __future__ import annotations

import re

_OPENING = r"(?:^|[，。？！?!,.;；\s])"
_CHECKS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    "zh": [
        ("G1: 吗 after A-not-A", re.compile(r"^(?!.*(告诉|说说|讲讲|知道|透露|清楚|确认|回答|解释|说明|介绍))[^\n]*(是不是|能不能|会不会|可不可以|有没有|要不要|是否|知不知道|懂不懂)[^，。？！?!,]*吗[？?。]?$")),
        ("G1: 吗 after a wh-word", re.compile(r"^(?!.*(告诉|知道|说说|讲讲|介绍|透露|清楚|明白|说明|解释|问|聊|记得|晓得|列|展示|描述|谈谈|回答|说|讲))[^，。？！?!,]*(?<!为)(谁|哪家|哪个|哪位|什么(?!的)|怎么)[^，。？！?!,的]*吗[？?]?$")),
        ("G1: two operators 还是 … 吗", re.compile(r"\w+还是[^，。？！?!,在]*吗[？?]?$")),
        ("G2: stacked particles", re.compile(r"(吗呢|呢吗|吗啊|吧吗|呢啊|啦吗|吗吧|吧呢|呢吧|吗呀|呀吗|呢呀|呀呢|吧呀|啊吧|呀吧|么呢|嘛呢|呗吧|吧呗|着吗呢|啊呀|呀啊|吗嘛|吗么)(?=[，。？！?!,～~\s]|$)")),
        ("G3: two openers", re.compile(r"(请问[，,]?请|请麻烦|麻烦请|麻烦(您|你)?能|请问[，,]?麻烦|烦请.{0,3}请问|请能|请可以|请你能|请您能|请问[，,]?(介绍|说说|讲讲|写|列|帮))")),
        ("G3: 请问 twice", re.compile(r"请问.*请问")),
        ("G4: 你 and 您 in one turn", re.compile(r"您(?=.*你(?!们))|你(?!们)(?=.*您)")),
        ("G4: 您们", re.compile(r"您们")),
        ("G7: polite and slang", re.compile(r"(您|请问|烦请|阁下|贵方|贵公司).*(啥|咋|呗|老铁|你谁|整活|嘛玩意|小子|大佬|罩着|哈哈)|(啥|咋|呗|老铁|小子|大佬).*(您|请问|烦请|谢谢|多谢)")),
        ("doubled word", re.compile(r"(一下一下|说说一下|介绍介绍一下|是是|的的|了了(?!解)|你你你|您您|吗吗|呢呢|，，|。。|？。|。？|到底到底|究竟到底|到底究竟)")),
        ("mark before particle", re.compile(r"[，。？！][吗呢吧呀啊呗]([？。]|$)")),
    ],
    "en": [
        ("G3: two please", re.compile(r"\bplease\b.*\bplease\b", re.IGNORECASE)),
        ("doubled word", re.compile(r"\b(the|a|an|you|are|is|to|of|who|what|me|so|and|please|hey|hi|sorry)\s+\1\b", re.IGNORECASE)),
        ("embedded inversion", re.compile(r"\b(tell me|wondering|know|curious|ask)\s+(who|what|which \w+)\s+(are you|is your|can you|do you|did you)\b", re.IGNORECASE)),
        ("contraction at the end", re.compile(r"\b(who|what|where|how)\s+you're\s*[?.!]?$", re.IGNORECASE)),
        ("marks", re.compile(r",,|,\.|\?\.|\.\?|\s[?.,!](?!\w)|(?<!\.)\.\.(?!\.)")),
    ],
}  # fmt: skip


def broken(text: str, language: str) -> list[str]:
    """The invariants that the user turn *text* breaks, by name; an empty list when it is sound."""
    return [name for name, pattern in _CHECKS[language] if pattern.search(text)]
