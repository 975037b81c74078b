"""What of a character card is no field of the spec: lorebook, descriptions, greetings, facts about the card."""

from __future__ import annotations

import re
from typing import Final

from personadata.importing.card import Card
from personadata.importing.draft import Draft
from personadata.importing.lorebook import Entry, Reason, read_lorebook
from personadata.importing.macros import fill
from personadata.importing.yaml_text import one_line, plain

NOTE_LIMIT: Final = 4_000  # characters of one field in the notes; the card has the rest
GREETING_LIMIT: Final = 1_000
FACTS_LIMIT: Final = 15_000  # characters of lorebook entries offered as facts
_ACTION = re.compile(r"\*[^*\n]{1,400}\*")
_REASONS: Final[dict[Reason, str]] = {
    "switched off": "已停用",
    "with patterns for keys": "关键词是正则",
    "without key words": "没有关键词",
    "without a text": "没有内容",
}


class Filler:
    """Fills macros in text after text, and remembers the macros that it had nothing for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unknown: dict[str, None] = {}

    def fill(self, text: str) -> str:
        filled = fill(text, self.name)
        self.unknown.update(dict.fromkeys(filled.unknown))
        return plain(filled.text)


def add_facts(draft: Draft, card: Card, filler: Filler) -> None:
    """Offer the entries of the lorebook as facts that lack their question."""
    book = read_lorebook(card.map("character_book"))
    if not book.entries and not book.passed_over:
        return
    draft.gap()
    if book.entries:
        draft.todo(
            "facts：卡片的设定集有关键词和内容，没有问题。补上 question，把 answer 改成对用户说的话，再去掉 #",
            "facts: the card's lorebook has key words and texts, but no questions. Write the question, put the answer as\n"
            "said to a user, then remove the #",
        )
        draft.offer_empty("facts")
    room = FACTS_LIMIT
    for number, entry in enumerate(book.entries):
        content = filler.fill(entry.content)
        room -= len(content) + len(entry.keys[0])
        if room < 0:
            rest = len(book.entries) - number
            draft.say(f"另有 {rest} 条没有列出，见卡片", f"{rest} more entries are left out here; the card has them")
            break
        _fact(draft, entry, content, filler)
    if book.passed_over:
        zh = "、".join(f"{_REASONS[reason]} {count} 条" for reason, count in book.passed_over.items())
        en = ", ".join(f"{count} {reason}" for reason, count in book.passed_over.items())
        draft.say(f"没有采用的设定：{zh}", f"Lorebook entries passed over: {en}")


def _fact(draft: Draft, entry: Entry, content: str, filler: Filler) -> None:
    keys = [one_line(filler.fill(key), 60) for key in entry.keys[:8]]
    if len(keys) > 1:
        draft.say(f"关键词：{', '.join(keys)}", f"key words: {', '.join(keys)}")
    draft.offer_item({"topic": keys[0], "question": "TODO", "answer": cut(content)})


def add_notes(draft: Draft, card: Card, filler: Filler) -> None:
    """Put what the card tells of the character, and its greetings, under ``notes``."""
    texts = [(key, card.text(key)) for key in ("description", "personality", "scenario")]
    texts.append(("first_mes", _ACTION.sub("", card.text("first_mes"))))
    for key in ("alternate_greetings", "group_only_greetings"):
        texts += [(f"{key}[{i}]", _ACTION.sub("", text)) for i, text in enumerate(card.texts(key)[:5])]
    texts.append(("mes_example", card.text("mes_example")))
    parts = [
        f"[{key}]\n{cut(filled, GREETING_LIMIT if key[-1] == ']' else NOTE_LIMIT)}"
        for key, text in texts
        if (filled := filler.fill(text))
    ]
    if not parts:
        return
    draft.gap()
    draft.say(
        "卡片上的描写和开场白，供你参考，不会使用（开场白里 *动作* 已去掉）",
        "What the card tells of the character, and its greetings without *actions*: for you, never used",
    )
    draft.put("notes", "\n\n".join(parts))


def add_comments(draft: Draft, card: Card, filler: Filler) -> None:
    """What is about the card rather than the assistant."""
    facts = [(key, card.text(key)) for key in ("creator", "character_version", "creator_notes")]
    facts += [("tags", ", ".join(card.texts("tags")[:30]))]
    facts += [("post_history_instructions", filler.fill(card.text("post_history_instructions")))]
    told = [f"  {key}: {one_line(text, 300)}" for key, text in facts if text]
    if told:
        draft.gap()
        listed = "\n".join(told)
        draft.say(
            f"关于卡片本身：creator 是卡片作者，不是开发者；character_version 是卡片的版本，不是模型的\n{listed}",
            "About the card itself: creator is its author, not the developer; character_version is the card's, not the\n"
            f"model's\n{listed}",
        )
    if filler.unknown:
        names = ", ".join(one_line(name, 40) for name in list(filler.unknown)[:20])
        draft.todo(
            f"这些宏没有可填的内容，已删去，请通读相关文字：{names}",
            f"macros that nothing could be put for were taken out; read the texts again: {names}",
        )


def cut(text: str, limit: int = NOTE_LIMIT) -> str:
    """*text*, or its first *limit* characters and how many there are."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} … [{len(text):,} characters]"
