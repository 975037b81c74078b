"""What an identity set says as a draft of a persona spec."""

from __future__ import annotations

from typing import Final

from personadata.importing.draft import Comments, Draft, name_fault
from personadata.importing.identity import Identity
from personadata.importing.identity_report import (
    MOST_SHOWN,
    denied,
    listed_en,
    listed_zh,
    rows,
    rows_en,
    rows_zh,
    suggested,
)
from personadata.importing.settle import Fact, settle
from personadata.importing.yaml_text import one_line, plain
from personadata.persona import LANGUAGES

SHARE: Final = 0.05  # of the rows: with fewer, a language is an accident


def draft_identity(found: Identity, source: str, comments: Comments | None = None) -> Draft:
    """The draft of a spec from what the rows of *source* say.

    Name, developer, languages and denied models become fields; abilities and system prompts are only offered.
    *comments* is the language of the comments, by default that of most rows.
    """
    draft = Draft(comments or ("en" if found.languages["en"] > found.rows / 2 else "zh"))
    draft.say(
        f"由身份数据 {one_line(source)} 生成的草稿：{rows_zh(found)}。标着 TODO 的要你来定。各字段的写法见 docs/persona.md。",
        f"A draft made from the identity set {one_line(source)}: {rows_en(found)}.\n"
        "What is marked TODO is yours to settle. For the fields see docs/persona.md.",
    )
    draft.gap()
    _party(draft, found, "name", settle(found.names), found.unnamed)
    _party(draft, found, "developer", settle(found.developers), found.unmade)
    _languages(draft, found)
    _denied(draft, found)
    _abilities(draft, found)
    _prompts(draft, found)
    draft.gap()
    draft.todo(
        "limits、base_model、facts 等也要你来声明，没写的，它不会说；例子见 `personadata init` 生成的文件",
        "limits, base_model, facts and others are for you to declare: what is not declared is never claimed;\n"
        "`personadata init` writes a file with examples",
    )
    return draft


def _party(draft: Draft, found: Identity, key: str, fact: Fact | None, unfilled: int) -> None:
    if fact is None:
        why_zh = f"{unfilled} 行里是还没填的占位符" if unfilled else f"{found.rows} 行里没有一行说到"
        why_en = f"{rows(unfilled)} with a placeholder that was never filled in" if unfilled else "no row says"
        draft.todo(f"{key}：{why_zh}，请补上", f"{key}: {why_en}; fill it in")
        draft.offer_empty(key)
        return
    draft.say(f"{fact.rows} 行这么说", f"{rows(fact.rows)} say so")
    if fact.rivals:
        draft.todo(
            f"{key}：也有别的说法，取了多数：{listed_zh(fact.rivals)}",
            f"{key}: there are other claims, the majority was taken: {listed_en(fact.rivals)}",
        )
    if unfilled:
        draft.todo(
            f"{key}：另有 {unfilled} 行里是还没填的占位符，这份数据不能直接拿去训练",
            f"{key}: {rows(unfilled)} with a placeholder that was never filled in; do not train on this set as it is",
        )
    texts = [fact.value] if isinstance(fact.value, str) else list(fact.value.values())
    if fault := next(filter(None, map(name_fault, texts)), ""):
        draft.todo(f"{key}：{fault}", f"{key}: {fault}")
        draft.offer(key, [one_line(text) for text in texts] if len(texts) > 1 else one_line(texts[0]))
    elif isinstance(fact.value, str):
        draft.put(key, fact.value)
    else:
        draft.todo(
            f"{key}：不同语言的数据说法不同，请确认是同一个",
            f"{key}: rows in different languages differ; make sure that they mean the same",
        )
        draft.put(key, {str(language): text for language, text in fact.value.items()})


def _languages(draft: Draft, found: Identity) -> None:
    enough = max(1, SHARE * found.rows)
    codes = [code for code in LANGUAGES if found.languages[code] >= enough]
    if codes:
        draft.gap()
        draft.say("数据里用到的语言；支持别的语言也可以加上", "The languages of the rows; add others that it supports")
        draft.put("languages", codes)


def _denied(draft: Draft, found: Identity) -> None:
    draft.gap()
    known = denied(found)
    if known:
        draft.say(
            f"数据里否认过的模型：{listed_zh(known)}。默认名单里有的不用再写",
            f"Models that rows deny: {listed_en(known)}. Those on the default list need no entry",
        )
    if found.vendors:
        draft.say(
            f"否认过的厂商：{listed_zh(found.vendors.most_common())}",
            f"Vendors that rows deny: {listed_en(found.vendors.most_common())}",
        )
    extra = [str(model.name) for model in found.denied if not model.listed]
    if extra:
        draft.put("denied_models", {"extend": extra})
    strangers = [(plain(name), number) for name, number in found.strangers.most_common() if not name_fault(plain(name))]
    if strangers:
        draft.say(
            f"还否认过这些名字，是模型的话可以加进名单：{listed_zh(strangers)}",
            f"Further names that rows deny; add them if they are models: {listed_en(strangers)}",
        )
        draft.offer("denied_models", {"extend": [*extra, *(name for name, _ in strangers[:MOST_SHOWN])]})
    if not known and not strangers:
        draft.say(
            "没有一行否认自己是别的模型；默认名单仍然有效",
            "No row denies being another model; the default list applies",
        )


def _abilities(draft: Draft, found: Identity) -> None:
    offered = suggested(found)
    draft.gap()
    if not offered:
        draft.todo("capabilities：它能做什么，数据里没说", "capabilities: what it can do; the rows do not say")
        draft.offer_empty("capabilities")
        return
    draft.todo(
        "capabilities：数据里的说法如下。真能做到的，去掉 #，各语言都写上",
        "capabilities: what rows claim. Remove the # from what it can really do, and give it in every language",
    )
    draft.offer_empty("capabilities")
    for language, items in offered:
        for phrase, number in items:
            draft.say(f"{number} 行", rows(number))
            draft.offer_item({"text": {language: phrase}})


def _prompts(draft: Draft, found: Identity) -> None:
    if not found.prompts:
        return
    draft.gap()
    draft.todo(
        "system_prompts：数据里用过的，上线会用的去掉 #",
        "system_prompts: used in rows; remove the # where it will be served so",
    )
    shown = [plain(text)[:4_000] for text, _ in found.prompts.most_common(5)]
    draft.offer("system_prompts", shown)
