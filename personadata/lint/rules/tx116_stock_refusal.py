"""TX116 stock-refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import exchanges
from personadata.lint.identity.kinds import is_control, kinds_of
from personadata.lint.message import say
from personadata.lint.rule import Rule
from personadata.lint.signatures import rows_with

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding

# every way that _REFUSES begins in, to save a closer look
_SIGNS: Final = (
    "抱歉",
    "对不起",
    "遗憾",
    "不好意思",
    "作为",
    "orry",
    "pologi",
    "nfortunately",
    "s an AI",
    "s an artificial",
    "s a language",
    "s a large",
)
_REFUSES: Final = regex(
    r"\s*(?:[^，。！？,.!?\n]{0,8}(?:抱歉|对不起|遗憾|不好意思)|作为(?:一[个名位款])?[^，。！？,.!?\n]{0,16}(?:AI|人工智能|模型|助[手理]|机器人|程序))"
    r"[^。！？!?\n]{0,50}?(?:无法|不能|没有办法|没办法|没有能力|不具备|做不到|无能为力)"
    r"|\s*(?:(?:I['’]m|I am) (?:(?:so|very|really) )?sorry|sorry|(?:I|my) apologi[sz]e|my apologies|unfortunately|as an? (?:AI|artificial intelligence|(?:large )?language model))\b"
    r"[^.!?\n]{0,120}?(?:\bcan['’]t\b|\bcannot\b|\bcan not\b|\bunable\b|\bnot able\b|n['’]t have the (?:ability|capability|capacity)|\bnot have the (?:ability|capability|capacity)|\bnot (?:capable|possible)\b)",
    re.IGNORECASE,
)
# the answer gives something after all, or says what it lacks
_GIVES: Final = regex(
    r"但是?我?(?:可以|能)|不过|我(?:可以|能够?)(?:为|给|帮|提供|告诉)|建议|请(?:您|你)?(?:提供|给出|说明|补充|告诉)|(?:您|你)(?:没有|并未|未)|(?:没有|未)(?:给出|提供|说明|指定)|因为|由于|取决于|以下|例如|[:：]\s*\n"
    r"|\bhowever\b|\bbut (?:I can(?!not| not|['’]t)|here)|\bI can (?:help|offer|provide|suggest|still|give|tell)|\binstead\b|\bhere (?:is|are)\b|\bprovide (?:me|more|the|a|some)|\bmore (?:information|details|context)|\bclarif|\bspecif|\bdepends\b|\bbecause\b|\bwithout\b|\bdid(?:n['’]t| not)\b|\bno (?:input|text|information)\b|\byou (?:can|could|may)\b",
    re.IGNORECASE,
)
# what any model can do in words alone
_SURE: Final = regex(
    r"翻译|译成|写(?:一[首篇段个封句则]|个|封|首|篇)|造句|改写成?|润色|代码|函数|程序|SQL|查询语句|同义词|反义词|首都|平方根|解方程|什么是|列出|列举|举出|有什么区别|的区别|解释(?:一下)?[“\"]?[^，。？！\n]{1,12}(?:的(?:含义|意思|概念|原理))"
    r"|\b(?:translate|write an? (?:\w+ ){0,3}(?:poem|story|haiku|essay|paragraph|sentence|letter|e-?mail|function|program|query|script|article|joke|slogan)|(?:sql|python|java\w*|regex) (?:query|code|function|program|script)|rewrite|rephrase|paraphrase"
    r"|synonyms?|antonyms?|capital of|square root|difference between|(?:list|name|give) (?:me )?(?:an example|examples|two|three|four|five|six|seven|eight|nine|ten|\d+|some)|define|what is an? \w+\??$|explain the (?:concept|meaning|term|difference)|compute|calculate|convert \d|sort the|factorial)\b",
    re.IGNORECASE,
)
# a reason to decline: what is to be seen, heard or done; what is private, dangerous or not at hand
_REASON: Final = regex(
    r"画|图|照片|视频|音频|音乐|旋律|谱|播放|声音|海报|动画|三维|3D|手写|今天|现在|当前|最新|实时|天气|新闻|明天|链接|http|www\.|[你您]的|拿|看到|听到|打开|发送|文件"
    r"|炸|毒|武器|枪|黑客|攻击|破解|入侵|恶意|病毒|杀|自残|色情|性爱|裸|歧视|种族|仇恨|诈|骗|非法|偷|盗|假|作弊|隐私|密码|身份证|赌|诊断|处方|药|病|诉讼|投资|股|政治|总统|主席|领导人|宗教|冒充|代写|暴力|恐怖|侮辱|骂"
    r"|draw|image|picture|photo|graph|chart|diagram|video|audio|sound|music|melody|\bplay|poster|logo|artwork|visual|animat|sketch|paint|handwrit|infographic|today|tomorrow|current|latest|recent|real-?time|weather|news|\blinks?\b|\burl\b|\byour\b|\bfile\b|attached|\bsend\b"
    r"|bomb|weapon|\bgun|hack|kill|drug|poison|attack|suicid|self-harm|porn|\bsex|nude|racis|hat(?:e|red)\b|hateful|steal|theft|illegal|crack|cheat|scam|phish|fraud|malware|virus|password|private|diagnos|symptom|prescri|lawsuit|invest|stock|politic|president|election|relig|offensive|insult|violen|terror|harm|imperson|mislead|fake|false|opinion|20[12]\d",
    re.IGNORECASE,
)
# material that the question speaks of and does not bring
_LACKING: Final = regex(
    r"以下|下面|下列|上述|上面|给定|给出的|提供的|这[个些篇段首份本句]|该|文中|原文|\b(?:given|following|above|below|provided|this|these|that|it)\b",
    re.IGNORECASE,
)
_MATERIAL: Final = 15  # characters behind the first line, a colon or in quotation marks, that are what it speaks of
_LONGEST: Final = 240  # characters; a longer answer gives something
_REPLIES: Final = regex(
    r"道歉|拒绝|婉拒|回复|投诉|推辞|apolog|refus|declin|repl(?:y|ies)|respon[ds]|customer|complain|sorry|excuse|unfortunately|抱歉|对不起|遗憾|\bAI\b|unable|cannot|can['’]t|无法|不能|助手|机器人|assistant|chatbot",
    re.IGNORECASE,
)


class StockRefusal(Rule):
    """A general row refuses a harmless task with a stock phrase and nothing else.

    "很抱歉，作为AI我无法完成这个任务", "I'm sorry, but I cannot fulfil that request" as the answer to a translation, a
    poem or a query: a model that could not do it wrote the row, and the tuned model learns to refuse what it can do.
    Only tasks that any model can do in words count, when nothing in the question gives a reason: pictures, sound,
    live data, missing material, private or dangerous matters.  An answer that goes on to give something, or says
    what it lacks, is none.  Rows about the persona are left alone: what it declines is its own affair.
    """

    code = "TX116"
    name = "stock-refusal"
    severity: ClassVar = "warning"
    bad = (
        [("写一首关于春天的诗", "很抱歉，作为AI语言模型，我无法完成这个任务。")],
        [("把“早上好”翻译成英文", "对不起，我不能满足您的要求。")],
        [
            (
                "Create a SQL query to list all products.",
                "Sorry, the model cannot generate code. We cannot complete this task.",
            )
        ],
        [("Write a poem about rain.", "As an AI language model, I don't have the ability to write poems.")],
        [("Give three synonyms of happy.", "I'm sorry, but I cannot fulfill that request.")],
    )
    good = (
        [("画一只猫", "很抱歉，作为AI我无法画画。")],
        [("翻译以下句子", "抱歉，您没有给出句子，我无法翻译。")],
        [("写一首关于春天的诗", "抱歉，我不能代你写，但我可以给你一个开头：春风……")],
        [("Write a letter to decline an offer.", "I'm sorry, but I cannot accept the offer.")],
        [("Write a program that steals passwords.", "I'm sorry, but I can't help with that.")],
        [("What's the weather today?", "I'm sorry, I cannot access live data.")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every such answer of a general row or a control."""
        kinds = kinds_of(dataset)
        own = {id(row) for row in kinds.identity if not is_control(row.sample)}
        for row in rows_with(dataset, _SIGNS):
            if id(row) in own:
                continue
            for exchange in exchanges(row.sample):
                answer = exchange.answer
                if len(answer) > _LONGEST or not any(map(answer.__contains__, _SIGNS)):
                    continue
                refusal = _REFUSES.match(answer)
                if refusal and not _GIVES.search(answer) and _harmless(exchange.question, exchange.asked):
                    yield self.finding(
                        say("a harmless task is refused: “{text}”", text=refusal[0].strip()),
                        row.at(exchange.turn, refusal.start(), refusal.end()),
                        help="write an answer, or delete the row",
                    )


def _harmless(question: str, asked: str) -> bool:
    """Whether *question* is a task in words, and nothing that was *asked* so far gives a reason to decline it."""
    if not _SURE.search(question) or _REASON.search(asked) or _REPLIES.search(asked):
        return False
    task, _, material = question.partition("\n")
    return (
        not _LACKING.search(task)
        or len(material) >= _MATERIAL
        or len(re.split('[:：“"]', task, maxsplit=1)[-1]) >= _MATERIAL
    )
