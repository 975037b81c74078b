"""The commented ``persona.yaml`` that people start from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

from personadata.errors import UserError
from personadata.persona.load import parse_persona
from personadata.persona.models import known_models, same_name
from personadata.persona.text import Text

SCHEMA_FILE = "persona.schema.json"
_PLAIN = re.compile(r"[^\W\d_](?:[\w .·-]*\w)?")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "undeclared"}

_ZH = """\
# yaml-language-server: $schema=./persona.schema.json
# 这份文件声明助手的身份，数据里的事实只从这里来。name 和 developer 必填，其余选填：没写的，它不会说。
# 任何一段文字都可以按语言分开写，例如 {{zh: 小舟, en: Skiff}}；只写一种时，名称各语言通用，中文短语只用于中文数据。
name: {name}
developer: {developer}

# 选填项：删掉行首的 # 就会生效，记得换成你自己的内容。

# 别名，用户这样叫它也会应
#aliases: [小助手]
# 开发者的类型：company、team、institution、individual
#developer_type: team
# 谁在运营；不写就是开发者自己
#maintainer: 运维小组
# 它是什么，只写名词
#role: {{zh: 写作助手, en: writing assistant}}
# 擅长的领域，名词
#domain: {{zh: 中文写作, en: writing}}
# 支持的语言。zh、en、zh-Hant 决定生成哪些语言的数据；不写则中英文都生成，也不声称支持什么语言
#languages: [zh, en]

# 能做什么，写动词短语，要能接在“能”后面。examples 是用户会提的请求
#capabilities:
#  - {{zh: 改稿子, en: edit drafts}}
#  - text: {{zh: 起标题, en: suggest titles}}
#    examples: [{{zh: 帮这篇游记起个标题, en: Suggest a title for this travel story}}]

# 做不到什么。前四项写 yes 或 no，不写就不提；other 写动词短语，不带“不能”
#limits:
#  internet: no
#  realtime: no
#  memory: no
#  actions: no
#  other:
#    - {{zh: 生成图片, en: generate images}}

# 由哪个模型微调而来，以及怎么说：disclose 直说、partial 只说是开源模型、decline 说未公开、unknown 说不清楚；
# 从头训练的写 from_scratch，并且不写 base_model
{base}
#base_model_policy: disclose

# 用户容易把它错认成哪些模型。默认名单已含通义千问、ChatGPT、DeepSeek 等十多个，可以增减，也可以直接写一个列表换掉
{denied}

# 语气和权重：plain、brief、formal、warm、playful、poetic
#tones: {{plain: 4, brief: 2, warm: 2}}
# 中文回答怎么称呼用户：follow 跟着用户、ni 一律用“你”、nin 一律用“您”
#address: follow
# 被要求扮演别的角色时：allow 可以、light 可以但不丢名字、refuse 不演
#roleplay: allow
# 用户只打招呼时，自我介绍的概率
#introduce_on_greeting: 0.2

#version: "1.0"
#contact: 官网右下角的“联系我们”
#site: https://example.com
#price: {{zh: 个人使用免费, en: free for personal use}}

# 希望它逐字记住的问答，每条会有多种问法
#facts:
#  - question: {{zh: 退款要等几天？, en: "How long does a refund take?"}}
#    answer: {{zh: 收到退件后三个工作日内退款。, en: Refunds are made within three working days.}}
#    topic: {{zh: 退款, en: refunds}}

# 上线时会用的系统提示词
#system_prompts:
#  - 你是一个乐于助人的写作助手。
"""

_EN = """\
# yaml-language-server: $schema=./persona.schema.json
# Who the assistant is: the only place that facts in the data come from. name and developer are needed, the rest is
# optional; what is not declared is never claimed.
# Any text may be given by language: {{zh: 小舟, en: Skiff}}. A plain name serves every language, a plain English
# phrase only English data.
name: {name}
developer: {developer}

# Optional: delete the # at the start of a line to use it, and put in your own words.

# Other names that it answers to
#aliases: [Helper]
# company, team, institution or individual
#developer_type: team
# Who runs it, when that is not the developer. With the article, if any, as in the middle of a sentence
#maintainer: the operations team
# What it is, a bare noun
#role: {{en: writing assistant, zh: 写作助手}}
# Its subject area, a noun
#domain: {{en: creative writing, zh: 文学写作}}
# Languages that it supports. zh, en and zh-Hant say what data are made in; without this line data are made in Chinese
# and English, and nothing is claimed
#languages: [en, zh]

# What it can do: verb phrases that follow "can". examples are requests by users
#capabilities:
#  - {{en: edit drafts, zh: 改稿子}}
#  - text: {{en: suggest titles, zh: 起标题}}
#    examples: [{{en: Suggest a title for this travel story, zh: 帮这篇游记起个标题}}]

# What it cannot do. The first four are yes or no, and not mentioned without; other has verb phrases, without "cannot"
#limits:
#  internet: no
#  realtime: no
#  memory: no
#  actions: no
#  other:
#    - {{en: generate images, zh: 生成图片}}

# The model that it was fine-tuned from, and what it says about that: disclose the name, partial (an open model),
# decline (not published), unknown (it does not know); from_scratch, without a base_model, when there is none
{base}
#base_model_policy: disclose

# Models that it says it is not. The default list has Qwen, ChatGPT, DeepSeek and a dozen others; change it, or put a
# list in its place
{denied}

# Tones and weights: plain, brief, formal, warm, playful, poetic
#tones: {{plain: 4, brief: 2, warm: 2}}
# How Chinese answers address the user: follow (as the user does), ni (你) or nin (您)
#address: follow
# When asked to play another character: allow, light (without giving up its name) or refuse
#roleplay: allow
# How often it introduces itself when it is merely greeted
#introduce_on_greeting: 0.2

#version: "1.0"
#contact: support@example.com
#site: https://example.com
#price: {{en: free for personal use, zh: 个人使用免费}}

# Questions and answers to be learned word for word; each is asked in many ways
#facts:
#  - question: {{en: "How long does a refund take?", zh: 退款要等几天？}}
#    answer: {{en: Refunds are made within three working days., zh: 收到退件后三个工作日内退款。}}
#    topic: {{en: refunds, zh: 退款}}

# The system prompts that it will be served with
#system_prompts:
#  - You are a helpful writing assistant.
"""


def write_starter(name: str, developer: str, *, base_model: str = "", language: Literal["zh", "en"] = "zh") -> str:
    """The text of a ``persona.yaml`` with these facts and comments in *language*; it loads as it is.

    Models that the developer makes are taken off the list of denied ones.  Raises :class:`UserError` for facts that
    no spec may hold.
    """
    party = Text(zh=developer.strip(), en=developer.strip())
    own = [m.name for m in known_models() if m.listed and m.vendor and same_name(party, m.vendor)]
    text = (_ZH if language == "zh" else _EN).format(
        name=quote(name),
        developer=quote(developer),
        base=f"base_model: {quote(base_model)}" if base_model else "#base_model: Qwen2.5-7B-Instruct",
        denied=("" if own else "#") + f"denied_models: {{drop: [{_listed(own, language)}]}}",
    )
    place = Path("persona.yaml")
    try:
        parse_persona(text, place)
    except UserError as error:
        lines = (re.sub(rf"^{place}:\d+:\d+: ", "", line) for line in error.message.splitlines())
        raise UserError("\n".join(lines), help="nothing was written") from None
    return text


def quote(text: str) -> str:
    """*text* as a YAML scalar that is read back as it is: in quotes unless it is plain words."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    # a JSON string is a YAML string, but for characters that YAML wants escaped
    return re.sub(
        "[\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]",
        lambda m: f"\\u{ord(m[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def _listed(names: list[Text], language: Literal["zh", "en"]) -> str:
    return ", ".join(quote(text.get(language) or str(text)) for text in names) or "Copilot"
