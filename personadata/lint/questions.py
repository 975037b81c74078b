"""Which questions are about the assistant itself: who it is, what it is called, who made it."""

from __future__ import annotations

import re
from typing import Final

_MAKE: Final = "(?:开发|训练|创造|创建|创作|研发|制作|设计|做出|造|发明|维护)"
_ZH: Final = re.compile(
    r"[你您](?:到底|究竟|又|呢)?(?:是|叫)(?:谁|啥|什么|哪|不是|由|个什么|一个什么|人|机器|真人|who|what|[?？!！~～ ]*$)"
    r"|[你您]是[^，。？！,?!\n]{1,20}(?:吗|吧|么|还是)|是[你您]吗"
    r"|[你您]的?(?:名字|大名|开发者|开发方|作者|创造者|创作者|研发者|主人|东家|身份|来历)|[你您](?:是否)?有(?:自己的)?名字"
    r"|怎么称呼[你您]|称呼[你您]|介绍(?:一下|下)?[你您](?:自己)?|(?:^|[，,。]|请|先|来)(?:做个|做一下|简单)?自我介绍|^介绍(?:一下|下)?自己"
    rf"|(?:谁|哪家|哪个|什么人|何人)[^，。？！,?!\n]{{0,8}}{_MAKE}[^，。？！,?!\n]{{0,6}}[你您]"
    rf"|[你您][^，。？！,?!\n]{{0,6}}(?:谁|哪家|哪个)[^，。？！,?!\n]{{0,8}}{_MAKE}|{_MAKE}了?[你您]的"
)
_EN: Final = re.compile(
    r"\bwho(?:'s| is| are|'re| am) (?:you|this|there|I (?:talking|speaking))\b|\bwho you are\b|\bwhat are you\b(?! \w+ing)"
    r"|\bwhat(?:'s| is) your name\b|\bhave a name\b|\byour (?:creator|developer|maker)s?\b|\bbehind you\b"
    r"|\bwho (?:made|created|built|developed|trained|designed|maintains|owns|runs) you\b|\babout yourself\b"
    r"|\bare you (?:an? |really |actually |(?-i:[A-Z]))|\bintroduce yourself\b(?! (?:to|at|in|with|as)\b)"
    r"|\bwhat (?:should|do|can) I call you\b|\bwere you (?:made|created|built|developed|trained)\b",
    re.IGNORECASE,
)
# a task that only quotes such a question, asks for a text, or has the user imagine something
_TASK: Final = re.compile(
    r"翻译|改写|造句|润色|仿写|扩写|续写|写一|写个|写封|撰写|生成|编写|创作一|模拟|句子|作文|邮件|信件|简历|求职|组织一|给定"
    r"|分析|添加|完成|想象|假设|如果|安排|最佳方式|用\w{1,3}语"
    r"|\b(?:translate|convert|rewrite|rephrase|paraphrase|reword|reverse|modify|write|compose|draft|generate|create|edit|classify"
    r"|sentence|email|letter|add|append|analy[sz]e|given|imagine|pretend|suggest|describe|provide|give|come up|remove|say|way)\b",
    re.IGNORECASE,
)
LONGEST: Final = 80  # characters; a longer question brings material of its own, which may speak of anybody


def about_assistant(question: str) -> bool:
    """Whether *question* asks the assistant who it is, what it is called or who made it."""
    question = question.strip()
    if len(question) > LONGEST or "\n" in question or _TASK.search(question):
        return False
    return _ZH.search(question) is not None or _EN.search(question) is not None
