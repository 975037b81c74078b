"""The verb that the analyser takes for a question's own is a word of it, as a word segmenter sees the sentence too.

The analyser works with closed classes and guards, since loading a dictionary costs half a second; jieba, which knows
nothing of them, is the witness here.  Slot characters are registered as words and must never be cut or glued.
"""

from __future__ import annotations

import logging

import pytest

from personadata.expand.features import analyse
from personadata.expand.slots import CODE, decode, encode
from personadata.expand.template_file import load_templates
from personadata.resources import bundled

jieba = pytest.importorskip("jieba")
jieba.setLogLevel(logging.WARNING)

# what jieba glues to the verb without changing it: negation, doubling, adverbs, pronouns, complements
AROUND = "不没还就是否有会能可以行都也总真算只全你我他它这话脸天钱往用够成聊读得看听懂吗往错介意从拥心意识做干帮懂到底"
TRAPS = {
    "能力",
    "功能",
    "可能",
    "才能",
    "性能",
    "技能",
    "会议",
    "会员",
    "会话",
    "机会",
    "社会",
    "体会",
    "有效",
    "想法",
    "用户",
    "用途",
    "使用",
    "调用",
}


@pytest.fixture(scope="module")
def tokenizer() -> object:
    found = jieba.Tokenizer()
    for code in CODE.values():
        found.add_word(code, 10**8)
    return found


def test_the_verb_of_every_template_question_is_a_word(tokenizer: object) -> None:
    wrong = []
    for category in load_templates([bundled("templates")], ["zh"]):
        for line in (*category.questions, *category.probes):
            text = encode(line.text)
            features = analyse(text, "zh")
            words = list(tokenizer.cut(text))  # type: ignore[attr-defined]
            assert "".join(words) == text
            assert all(word in CODE.values() or not set(word) & set(CODE.values()) for word in words), words
            if not features.verb or features.qtype in ("wh", "imper", "decl", "frag", "embed", "voc", "hear"):
                continue
            holding = [word for word in words if features.verb in word]
            if not any(word == features.verb or not set(word) - set(AROUND) - set(features.verb) for word in holding):
                wrong.append((features.verb, holding, decode(text)))
    assert not wrong, wrong


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_a_longer_word_is_not_its_verb(trap: str) -> None:
    features = analyse(f"你的{trap}吗？", "zh")
    assert features.verb not in ("能", "会", "有", "想", "用"), (trap, features)
