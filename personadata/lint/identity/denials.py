"""Which questions ask the assistant whether it is another model, or the work of another vendor, and how."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from personadata.lazy import regex
from personadata.lint.identity.masks import BOTH, NAME, VENDOR, mask
from personadata.lint.identity.models import Others

Form = Literal["plain", "negative", "supposed", "either", "shell"]
_YOU: Final = regex(r"[你您跟和与與]|\byou\b|\bam I\b|\bisn?(?:['’]t)? this\b|\bthis is\b", re.IGNORECASE)
_ENGLISH: Final = ("you", "am i", "this")  # one of them is in each English text that _YOU finds
LONGEST: Final = 120  # characters; what is longer brings material of its own


class Doubt(NamedTuple):
    """A question whether the assistant is ``who``.

    ``form``: 你是X吗 (plain), 你不是X吗, aren't you X (negative), 你不是X吧, you're not X, are you (supposed: no is
    expected, and 对 agrees that it is not), X还是Y (either), 你是X套壳的吗 (shell: what it is based on is an answer
    too).  ``maker``: it asks who made it.
    """

    who: str
    form: Form
    maker: bool = False


def doubt(question: str, others: Others) -> Doubt | None:
    """What *question* asks, when all of it asks whether the assistant is one of *others* or was made by one."""
    question = question.strip().replace("妳", "你")
    if len(question) > LONGEST or (question.isascii() and not any(map(question.lower().__contains__, _ENGLISH))):
        return None
    if not _YOU.search(question) or not others.in_text(question):
        return None
    masked = mask(question, others, anyhow=True)
    found = _QUESTION.search(masked.text) if masked.whos else None
    if found is None:
        return None
    part = found.groupdict()
    who = masked.whos[next(found.start(key) for key, value in part.items() if value and key.startswith("who"))]
    english = part["who_en"] or part["who_this"] or part["who_right"] or part["who_made"] or part["who_did"]
    whole = found[0]
    if part["or"] or part["or_en"]:
        return Doubt(who, "either")
    if part["shell"] and not part["not_zh"]:
        return Doubt(who, "shell")
    maker = bool(part["who_by"] or part["who_made"] or part["who_did"])
    if english:
        if part["not_en"]:
            return Doubt(who, "supposed", maker)
        return Doubt(
            who,
            "negative" if re.search(r"n['’]t you\b(?!\s*[?.!]*$)|^\W*(?:did|were|is)n['’]t", whole, re.I) else "plain",
            maker,
        )
    if part["not_zh"] or part["not_by"]:
        return Doubt(
            who,
            "supposed"
            if re.search(r"吧|对[吗吧不]|對[嗎吧不]|是[吗吧嗎]", whole.rstrip("?？。!！ ~～")[-5:])
            else "negative",
            maker,
        )
    return Doubt(who, "plain", maker)


def _question() -> re.Pattern[str]:
    name, vendor = f"[{NAME}{BOTH}]", f"[{VENDOR}{BOTH}]"
    end = r"\s*[?？。.!！~～]*\s*$"
    start = r"(?:^|[，,。！!？?、：:\s]|那|所以|请问|难道|難道|难不成|難不成|莫[不非]是?|[该該]不[会會]|[说說]不定|搞不好|没准|沒準|原来|其实|到底|我?[听聽][说說]|[据據][说說]|(?:有人|他们|她们|大家|网上|別人|别人|朋友|同[事学學])都?[说說]|我[猜看想觉覺](?:得)?|我怀疑|我懷疑|感[觉覺]|看来|看來|看起来)"
    be = (
        r"(?:就|其实|其實|到底|真的|应该|應該|该|該|到底就|也|[该該]?不[会會]|怕不|莫[不非]|难不成|難不成|八成|多半|一定|肯定|分明|明明|根本|本[来來]|原[来來]|[实實][际際]上)?(?:是不是|是|叫|就是)(?:那个|那個|一个|一個|真的)?"
        r"(?:套壳|套殼|换皮|換皮|改名|山寨|国产|國產|伪装成?|偽裝成?)?的?"
    )
    tag = r"(?:吗|嗎|嘛|吧|么|啊|呀|呢|，?对吧|，?对吗|，?对不对|，?是吗|，?是吧|，?没错吧)?"
    make = r"(?:开发|研发|训练|创造|做|打造|推出|制作|设计|出|開發|研發|訓練)"
    en = (
        r"(?:are|aren['’]t) you (?:really |actually |just |in fact |secretly )?|you(?: are|['’]re) (?:really |actually )?"
        r"|you (?:must|have to|['’]ve got to|wouldn['’]t happen to|don['’]t happen to) be |(?:could|might|would) you (?:happen to|possibly|by any chance|secretly) be "
    )
    made = r"(?:made|created|built|developed|trained|designed)"
    tail = r"(?i:,? (?:right|correct|aren['’]t you|yes|huh|are you))?"
    return regex(
        rf"{start}[你您](?:真的?|确定|確定|当真|當真)*(?P<not_zh>不)?{be}\s*(?P<who_zh>{name})\s*(?:大?模型|助手)?(?P<shell>的?(?:套[壳殼]|[换換]皮|[马馬]甲|改名|翻版|山寨|小[号號]|分身)(?:版|来|來|而成)?的?(?:产品|東西|东西)?)?"
        rf"(?P<or>，?还是\s*[^，。？?]{{1,16}})?{tag}{end}"
        rf"|{start}[你您](?:和|跟|与|與|同)\s*(?P<who_same>{name})\s*(?:是不是|是|就是)(?:同一|一样|一樣|一回事|一家|一[个個])[^，。？?]{{0,6}}?{tag}{end}"
        rf"|{start}[你您](?P<not_by>不)?(?:就|其实|到底|真的|应该)?(?:是不是|是)(?:由)?\s*(?P<who_by>{vendor})(?:公司|团队)?"
        rf"(?:{make}(?:出来)?的|的(?:产品|模型|AI)?){tag}{end}"
        rf"|(?:^|[？?。，,！!]\s*)(?:那|所以)?我(?:现在|現在)?(?:是不是|是)?(?:正?在)?[跟和与與]\s*(?P<who_with>{name})\s*(?:聊天?|[说說][话話]|[对對][话話]|交流){tag}{end}"
        rf"|(?:^|[,.!?]\s*|\b(?:so|wait|hey|hi|hello)\s+)(?i:(?:am I|is it) (?:talking|speaking|chatting) (?:to|with)|is(?:n['’]t)? this (?:really |actually |just |simply |secretly |basically )*) ?(?P<who_this>{name})(?i: (?:I['’]?m|I am|that I['’]m)? ?(?:talking|speaking|chatting) (?:to|with))?{tail}{end}"
        rf"|(?:^|[,.!?]\s*|\b(?:so|wait|hey|hi|hello)\s+)(?i:this is (?:really |actually |just |basically )*)(?P<who_right>{name})(?i:,? (?:right|correct|yes|huh|no|isn['’]t (?:it|this)))\s*[?？]+\s*$"
        rf"|(?:^|[,.!?]\s*|\b(?:so|wait|hey|hi|hello)\s+|\b(?:heard|think|bet|guess|suspect|admit|confess|sa(?:id|ys?)|told me)(?: that)?\s+)(?i:{en})(?P<not_en>not )?(?:the |a )?(?P<who_en>{name})"
        rf"(?: (?i:model|chatbot|assistant|AI))?(?P<or_en> or [^.?!]{{1,30}})?{tail}{end}"
        rf"|(?:^|[,.!?]\s*|\bso\s+)(?i:(?:are|were|weren['’]t|aren['’]t) you|you (?:are|were)|you['’]re) (?i:{made}) by (?:the )?(?P<who_made>{vendor}){tail}{end}"
        rf"|(?:^|[,.!?]\s*)(?i:did|didn['’]t) (?P<who_did>{vendor}) (?i:make|create|build|develop|train|design) you{end}",
        re.MULTILINE | re.IGNORECASE,
    )


_QUESTION: Final = _question()  # of a text in which models and vendors are masked

_EITHER: Final = regex(r"(.)[不没沒]\1")  # 要不要, 是不是: asks


def denies(answer: str) -> bool:
    """Whether *answer* denies, corrects, or says that it does not know."""
    return _DENIES.search(_EITHER.sub("", answer)) is not None


# an answer that has any of this denies, corrects, or says that it does not know
_DENIES: Final = regex(
    r"不(?!要紧|重要|如|妨|过|過|管|用|客|急|错|錯)|没|沒|并非|並非|非也|无关|無關|认错|認錯|误会|誤會|错|錯|而是|[别別](?:的[家谁]|的(?:模|助|产|產|公|人|程|团|團|AI|机|機|地|名)|家|人)|另[一外有]|隔壁|不同|两[个码家回]|兩[個碼家回]|各是各|未|否|哪儿?的话|假"
    r"|区别|開發我|开发我|做我的|才是"
    r"|\b(?:no|nope|nah|not|never|neither|nor|none|wrong|mistaken?|mix(?:ed)?|confus\w+|different|another (?:assistant|model|company|team|one|AI|bot)|other than|(?:someone|somebody|something) else|separate"
    r"|unrelated|incorrect|false|correction|elsewhere|false|hardly|far from)\b|n['’]t\b",
    re.IGNORECASE,
)
