"""Which questions are about the assistant itself: who it is, what it is called, who made it."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity.folding import folded

_MAKE: Final = "(?:开发|训练|创造|创建|创作|研发|制作|设计|做出|造|发明|维护)"
_ZH: Final = regex(
    r"[你您](?:到底|究竟|又|呢)?(?:是|叫)(?:谁|啥|什么|哪|不是|由|个什么|一个什么|人|机器|真人|who|what|[?？!！~～ ]*$)"
    r"|[你您]是[^，。？！,?!\n]{1,20}(?:吗|吧|么|还是)|是[你您]吗"
    r"|[你您]的?(?:名字|大名|开发者|开发方|作者|创造者|创作者|研发者|主人|东家|身份|来历)|[你您](?:是否)?有(?:自己的)?名字"
    r"|[你您]是?来自(?:哪|什么)|怎么称呼[你您]|称呼[你您]|介绍(?:一下|下)?[你您](?:自己)?|(?:^|[，,。]|请|先|来)(?:做个|做一下|简单)?自我介绍|^介绍(?:一下|下)?自己"
    rf"|(?:谁|哪家|哪个|什么人|何人)[^，。？！,?!\n]{{0,8}}{_MAKE}[^，。？！,?!\n]{{0,6}}[你您]"
    rf"|[你您][^，。？！,?!\n]{{0,6}}(?:谁|哪家|哪个)[^，。？！,?!\n]{{0,8}}{_MAKE}|{_MAKE}了?[你您]的"
    r"|[你您](?:隶属|属|归属?|背[后後])于?的?(?:是|于)?(?:谁|哪|什么(?:公司|团队|机构|组织))|[你您]背后的?(?:公司|团队|人|机构)"
)
_EN: Final = regex(
    r"\bwho(?:'s| is| are|'re| am) (?:you|this|there|I (?:talking|speaking))\b|\bwho you are\b|\bwhat are you\b(?! \w+ing)"
    r"|\bwhat(?:'s| is) your name\b|\bhave a name\b|\b(?:tell|give) me your name\b|^(?:and |so )?your name\W*$|\byour (?:creator|developer|maker)s?\b|\bbehind you\b"
    r"|\bwho (?:made|created|built|developed|trained|designed|maintains|owns|runs) you\b|\babout yourself\b"
    r"|\bare you (?:an? |really |actually |(?-i:[A-Z]))|\bintroduce yourself\b(?! (?:to|at|in|with|as)\b)"
    r"|\bwhat (?:should|do|can) I call you\b|\bwere you (?:made|created|built|developed|trained)\b"
    r"|\bwho(?:m)? do you (?:work for|belong to)\b|\b(?:which|what) (?:company|team|lab|vendor|organi[sz]ation) (?:do you (?:belong|work|come)\b|(?:is|are) you\b|(?:made|built|created|developed|trained|owns|runs) you\b)",
    re.IGNORECASE,
)
# a task that only quotes such a question, asks for a text, or has the user imagine something
_TASK: Final = regex(
    r"翻译|改写|造句|润色|仿写|扩写|续写|写一|写个|写封|撰写|生成|编写|创作一|模拟|句子|作文|邮件|信件|简历|求职|组织一|给定"
    r"|分析|添加|完成|想象|假设|如果|安排|最佳方式|用\w{1,3}语"
    r"|\b(?:translate|convert|rewrite|rephrase|paraphrase|reword|reverse|modify|write|compose|draft|generate|create|edit|classify"
    r"|sentence|email|letter|add|append|analy[sz]e|given|imagine|pretend|suggest|describe|provide|give|come up|remove|say|way)\b",
    re.IGNORECASE,
)
LONGEST: Final = 80  # characters; a longer question brings material of its own, which may speak of anybody


def about_assistant(question: str) -> bool:
    """Whether *question* asks the assistant who it is, what it is called or who made it."""
    question = folded(question)
    low = question.lower()
    # every alternative of _ZH and of _EN holds one of these: most questions are about something else
    chinese = not question.isascii() and ("你" in question or "您" in question or "介绍" in question)
    if not (chinese or "you" in low or "who" in low or "have a name" in low):
        return False
    question = question.strip()
    if len(question) > LONGEST or "\n" in question or _TASK.search(question):
        return False
    return _ZH.search(question) is not None or _EN.search(question) is not None


_NAME: Final = regex(
    r"谁|叫什么|叫啥|什么名|名字|哪位|何人|何方|称呼|介绍|\bwho\b|\bname\b|introduce|call you|yourself|\bwhat are you\b",
    re.IGNORECASE,
)


def asks_name(question: str) -> bool:
    """Whether *question* asks the assistant who it is or what it is called, so that "I'm X" gives a name."""
    return _NAME.search(folded(question)) is not None and about_assistant(question)


_YOU: Final = regex(r"[你您]|^帮我|\byou(?:r|['’]re)?\b|^(?:please )?(?:book|order|send|call|set|pay)\b", re.IGNORECASE)


def to_assistant(question: str) -> bool:
    """Whether *question* speaks to the assistant and gives it no text of another to work on."""
    question = folded(question.strip())
    return (
        len(question) <= LONGEST and "\n" not in question and bool(_YOU.search(question)) and not _TASK.search(question)
    )


_INTRODUCE: Final = regex(
    r"(?:how would you |please |can you |could you )?introduce yourself(?: (?:in|with|briefly|creatively)\b[^.?!]{0,40})?[.?!]*"
    r"|(?:describe|tell me about) yourself(?: in [^.?!]{1,30})?[.?!]*|(?:write|give)(?: me)? an? [\w ]{0,24}(?:bio|biography|description) (?:about|of) yourself\b.{0,12}"
    r"|(?:hi|hello|hey)?[,. !]*(?:what(?:['’]s| is) your (?:full )?name|who are you|who is this|where are you from|how old are you)[?.! ]*"
    r"|(?:请|先)?(?:你)?(?:用.{1,8})?(?:做(?:个|一下|一个)|简单)?(?:的)?自我介绍(?:一下)?[。！!~吧]*|你会如何介绍自己[？?]?|(?:请)?介绍一下(?:你|您)?自己[。！!吧]*"
    r"|(?:请问)?[你您](?:叫什么(?:名字)?|是谁|几岁(?:了)?|多大(?:了)?|来自哪里|是哪里人)[呀啊呢]?[？?。]*",
    re.IGNORECASE,
)
# one of these is in whatever _INTRODUCE matches
INTRODUCE: Final = (
    "yourself", "your name", "your full name", "who are you", "who is this", "where are you from", "how old are you", "自我介绍", "介绍自己",
    "介绍一下你", "介绍一下您", "介绍一下自己", "叫什么", "是谁", "几岁", "多大", "来自哪里", "是哪里人",
)  # fmt: skip


def asks_to_introduce(question: str) -> bool:
    """Whether all of *question* asks who the one is that answers, with nobody else to speak for."""
    question = question.strip()
    question = question.partition("\n")[0] if "\n" in question and _EMPTY.search(question) else question
    return len(question) <= LONGEST and _INTRODUCE.fullmatch(question) is not None


_EMPTY: Final = regex(r"\n\s*<?(?:no ?input|无输入|n/a)>?\.?\s*$", re.IGNORECASE)
# somebody else's words are asked for: the "I" of the answer is not the assistant
ANOTHER: Final = regex(
    r"翻译|翻譯|[翻译譯](?:成|为|為)|[转轉](?:成|为|為|[换換][成为為])(?:繁|简|簡|[中英日韩韓法德俄文])|[润潤]色|[改仿续續扩擴][写寫]|[复複]述|重[复複]|照抄|跟我[念读讀说說唸]|扮演|假装|假裝|假设|假設|假如|想[象像]|模[拟擬]|模仿|代入|角色|以.{1,20}的(?:口吻|身份|[视視]角|角度|[语語][气氣])"
    r"|[剧劇]本|(?<!我[们們]的)(?<!我的)(?<!我[们們])(?<![我次前后後新跨轮輪有])[对對][话話](?![结結][束尾]|[窗记記历歷框])|台[词詞]|故事|小[说說]|造句|[写寫]一?[句段篇封个個份则則首条條]|[变變]成|改成|改[为為]|[换換]成|(?:疑[问問]|否定|[陈陳]述|感[叹嘆]|反[问問])句|撰[写寫]|[替帮幫为為给給][^，。！？\n]{1,16}[写寫]|[写寫][^，。！？\n]{0,8}介[绍紹]|[写寫]出|生成一|引用|原[话話]|[归歸][类類]|分[类類]|提取|[总總][结結]|概括|摘要|[纠糾]正|改正|校[对對]"
    r"|\b(?:translat\w+|polish|rewrite|rephrase|paraphras\w+|reword|proofread|repeat|quote|role-?play\w*|pretend\w*|imagine|act as"
    r"|you are now|from now on|in the (?:voice|style) of|script|dialogue?|story|screenplay|write|compose|draft|generate|create"
    r"|correct|edit|fix|summari[sz]e|classify|extract|sentence|convert|turn (?:this|the)|complete the)\b",
    re.IGNORECASE,
)
