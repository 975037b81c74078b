"""A character card as a draft of a persona spec: little of a card is a fact about an assistant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from personadata.importing.card import Card
from personadata.importing.card_rest import Filler, add_comments, add_facts, add_notes, cut
from personadata.importing.draft import Comments, Draft, field_fault, name_fault
from personadata.importing.yaml_text import Value, one_line, plain
from personadata.persona import Persona, wording

SPACE: Final = "personadata"
"""The key under a card's ``extensions`` whose map is read as fields of the spec."""
_KANA = re.compile("[\u3040-\u30ff]")
_ROLES = (
    re.compile(r"是(?:一[个位名款])([^，。,.；;！!\n]{2,16}?(?:助手|助理|老师|教练|顾问|客服|向导|导师|专家))"),
    re.compile(r"\bis an? ([a-z][a-z -]{2,40} (?:assistant|tutor|coach|guide|advisor|adviser|teacher|expert))\b"),
)


def draft_card(card: Card, source: str, comments: Comments | None = None) -> Draft:
    """The draft of a spec from *card*, which came from *source*.

    Only the name, the nickname, the system prompt and ``extensions.personadata`` become fields, when the spec takes
    them; everything else stays in comments or in ``notes``, which are never used.  *comments* is the language of the
    comments, by default the card's.
    """
    name = plain(card.text("name")).replace("\n", " ")
    nickname = plain(card.text("nickname")).replace("\n", " ")
    draft = Draft(comments or _language(card))
    given = _extension(card)
    filler = Filler(nickname or name)
    _head(draft, card, source)
    _names(draft, given, name, nickname)
    _developer(draft, card, given)
    _fields(draft, given)
    _prompts(draft, given, filler.fill(card.text("system_prompt")))
    _role(draft, given, filler.fill(card.text("description")))
    _undeclared(draft, given)
    add_facts(draft, card, filler)
    add_notes(draft, card, filler)
    add_comments(draft, card, filler)
    return draft


def _language(card: Card) -> Comments:
    text = card.text("name") + card.text("description") + card.text("system_prompt") + card.text("first_mes")
    return "zh" if wording.has_han(text) and not _KANA.search(text) else "en"


def _extension(card: Card) -> dict[str, Value]:
    own = card.map("extensions").get(SPACE)
    # notes are the draft's own
    return {key: _typed(value) for key, value in own.items() if key != "notes"} if isinstance(own, dict) else {}


def _typed(value: object, depth: int = 0) -> Value:
    """A JSON value as the loader would read it from YAML: every scalar is a text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if depth > 20 or not isinstance(value, Mapping | list):
        return one_line(str(value), 40) if isinstance(value, int | float) else "…"
    if isinstance(value, list):
        return [_typed(item, depth + 1) for item in value]
    return {str(key): _typed(item, depth + 1) for key, item in value.items()}


def _head(draft: Draft, card: Card, source: str) -> None:
    holder = f", {card.holder}" if card.holder else ""
    draft.say(
        f"由角色卡 {one_line(source)}（{card.version}{holder}）生成的草稿。角色卡写的是角色，不是产品：能确定的已填好，"
        "标着 TODO 的要你来定，\n其余放在注释和 notes 里，不会用来生成数据。各字段的写法见 docs/persona.md。",
        f"A draft made from the character card {one_line(source)} ({card.version}{holder}). A card is about a character, not\n"
        "a product: what is certain is filled in, what is marked TODO is yours to settle, the rest stands in comments and\n"
        "in notes, which are never used. For the fields see docs/persona.md.",
    )
    if card.mistyped:
        fields = ", ".join(card.mistyped)
        draft.say(f"这些字段类型不对，没有读取：{fields}", f"Not read, being of the wrong type: {fields}")
    if sources := card.texts("source"):
        listed = "\n".join(f"  {one_line(item)}" for item in sources[:10])
        draft.todo(
            f"卡片标明的出处如下，公开使用前请确认角色与文字的授权：\n{listed}",
            f"the card names these sources; make sure that the licences of character and text allow your use:\n{listed}",
        )


def _names(draft: Draft, given: dict[str, Value], name: str, nickname: str) -> None:
    draft.gap()
    own = given.pop("name", None)
    value = own if own is not None and not field_fault("name", own) else name
    if isinstance(value, str) and (fault := name_fault(value)):
        draft.todo(f"name：卡片上的名字用不了：{fault}", f"name: the card's cannot be used: {fault}")
        draft.offer("name", one_line(value))
    else:
        draft.put("name", value)
    if "aliases" in given or not nickname or nickname == name:
        return
    if fault := name_fault(nickname):
        draft.say(f"卡片上的昵称用不了：{fault}", f"The card's nickname cannot be used: {fault}")
        draft.offer("aliases", [one_line(nickname)])
    else:
        draft.put("aliases", [nickname])


def _developer(draft: Draft, card: Card, given: dict[str, Value]) -> None:
    own = given.pop("developer", None)
    if own is not None and not (isinstance(own, str) and name_fault(own)) and not field_fault("developer", own):
        draft.put("developer", own)
        return
    author = one_line(card.text("creator"), 80)
    draft.todo(
        "developer：谁开发了这个助手。卡片里没有" + (f"；作者 {author} 写的是卡片，不等于开发者" if author else ""),
        "developer: who builds the assistant. A card does not say"
        + (f"; its creator, {author}, is the author of the card" if author else ""),
    )
    draft.offer_empty("developer")


def _fields(draft: Draft, given: dict[str, Value]) -> None:
    """The fields of the spec that the card carries under its extensions, each if the spec takes it."""
    if not given:
        return
    draft.gap()
    draft.say(f"来自卡片的 extensions.{SPACE}", f"From extensions.{SPACE} of the card")
    for key, value in given.items():
        if key not in Persona.model_fields:
            draft.say(f"没有这个字段：{one_line(key, 40)}", f"No field of the spec: {one_line(key, 40)}")
        elif fault := field_fault(key, value):
            draft.todo(f"{key} 用不了：{one_line(fault, 300)}", f"{key} cannot be used: {one_line(fault, 300)}")
        else:
            draft.put(key, value)


def _prompts(draft: Draft, given: dict[str, Value], prompt: str) -> None:
    if not prompt or "system_prompts" in given:
        return
    draft.gap()
    fault = field_fault("system_prompts", [prompt])
    if not fault:
        draft.say("上线时会用的系统提示词，来自卡片", "The system prompt that it will be served with, from the card")
        draft.put("system_prompts", [prompt])
        return
    draft.todo(
        f"系统提示词要改过才能用：{one_line(fault, 300)}",
        f"the system prompt has to be changed before it can be used: {one_line(fault, 300)}",
    )
    draft.offer("system_prompts", [cut(prompt)])


def _role(draft: Draft, given: dict[str, Value], description: str) -> None:
    if "role" in given:
        return
    draft.gap()
    guess = next((match[1].strip() for pattern in _ROLES if (match := pattern.search(description[:2_000]))), "")
    draft.todo(
        "role：它是什么，只写名词" + ("。下面是从描述里猜的，对了再去掉 #" if guess else ""),
        "role: what it is, a bare noun" + (". This one is guessed from the description" if guess else ""),
    )
    if guess:
        draft.offer("role", guess)
    else:
        draft.offer_empty("role")


def _undeclared(draft: Draft, given: dict[str, Value]) -> None:
    lacking = [
        key for key in ("capabilities", "limits", "base_model", "denied_models", "languages") if key not in given
    ]
    if lacking:
        listed = ", ".join(lacking)
        draft.todo(
            f"卡片里没有、要你来声明的：{listed}。没写的，它不会说；例子见 `personadata init` 生成的文件",
            f"to be declared by you, since a card does not: {listed}. What is not declared is never\n"
            "claimed; `personadata init` writes a file with examples",
        )
