"""What the answers of a persona set are about: by the channel that ``expand`` writes, else by their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from personadata.lazy import regex
from personadata.lint.identity.kinds import is_control
from personadata.lint.identity.mentioned import others_in
from personadata.lint.identity.models import Others, named_in
from personadata.lint.identity.questions import LONGEST, about_assistant
from personadata.lint.once import once_per_dataset
from personadata.lint.phrasing.answers import MAKER, NAME, Answer, answers_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset

Topic = Literal["identity", "negation", "capability", "limits", "pressure", "social", "control"]
TOPICS: Final[tuple[Topic, ...]] = (
    "identity", "negation", "capability", "limits", "pressure", "social", "control",
)  # fmt: skip
_YOU: Final = regex(
    r"[你您妳]|^(?:能不能|能|会不会|可以)[^，。！？\n]{1,12}(?:吗|么|[?？])|\b(?:you|your|you['’]?re|u|ur)\b",
    re.IGNORECASE,
)
_SOCIAL: Final = regex(
    r"(?:(?:你|您|大家)好[啊呀]?|嗨|嘿|哈喽|在吗|[早晚]安|[早晚上下中]午?好|早上好|晚上好|(?:非常|太|多|十分)?(?:感谢|谢谢)[你您了啦]*|辛苦了|再见|拜拜"
    r"|(?:很|我?也?很?)?高兴认识[你您]|你?真(?:棒|聪明|厉害)|hi|hello|hey|good (?:morning|afternoon|evening|night)|thanks?(?: you)?(?: so much)?"
    r"|bye|goodbye|nice to meet you|well done|there|\W)+", re.IGNORECASE,
)  # fmt: skip
_ABLE: Final = regex(
    r"[能会](?:不[能会])?(?:够)?(?:做|干|帮|提供|处理|写|说|理解|回答|用|画|不|讲|翻译|解决|给)|可以(?:做|干|帮|提供|给|为)|功能|能力|擅长|特长|技能|用途|作用|用处|有什么用|有啥用"
    r"|职责|使命|优势|特点|\b(?:what|how) (?:can|do|could) you\b|\b(?:can|could|are) you (?:able|help|do|write|speak|use)"
    r"|capab|\bgood at\b|\bskills?\b|\bfeatures?\b|\byour (?:purpose|job|function|role)\b", re.IGNORECASE,
)  # fmt: skip
_UNABLE: Final = regex(
    r"无法|不能|没办法|没法|[做连订看查办记发听画读打]不[了到住出成]|不会|不具备|没有(?:实时|情感|感情|感觉|意识|记忆|联网|个人|身体|能力|接入)|不保证|并不能|并不具备|未必|可能(?:会)?(?:出错|有误|存在误差)|超出"
    r"|\b(?:cannot|can['’]?t|unable|not able|don['’]t (?:have|feel|remember|know)|do not (?:have|feel|remember|possess)|no (?:access|feelings|memory)"
    r"|may be wrong|make mistakes|beyond me|not something I)\b|^(?:no|nope|never)\b(?!\W+I(?:['’]m| am)\b)", re.IGNORECASE,
)  # fmt: skip


@once_per_dataset
def topics_of(dataset: Dataset) -> tuple[Topic, ...]:
    """What each of :func:`~personadata.lint.phrasing.answers.answers_of` *dataset* is about, worked out once for all rules."""
    others = others_in(dataset)
    return tuple(topic(answer, others) for answer in answers_of(dataset))


def row_topics(dataset: Dataset) -> list[tuple[Answer, Topic]]:
    """The last answer of each persona row of *dataset* and what it is about, which is what the row is about."""
    last = {
        id(answer.row): pair
        for pair in zip(answers_of(dataset), topics_of(dataset), strict=True)
        for answer in pair[:1]
    }
    return list(last.values())


def topic(answer: Answer, others: Others) -> Topic:
    """What *answer* is about, given the other models that a question may name.

    A question that names another model and speaks of the assistant is ``negation``; one that names neither the
    assistant nor the persona, and whose answer does not either, is a ``control``.
    """
    sample, asked = answer.row.sample, answer.asked
    if is_control(sample):
        return "control"
    if sample.channel in TOPICS:
        return sample.channel
    named = NAME in answer.words or MAKER in answer.words
    you = len(asked) <= LONGEST and _YOU.search(asked) is not None
    if (you or named) and named_in(asked, others):
        return "negation"
    if _SOCIAL.fullmatch(asked[:LONGEST]):
        return "social"
    if about_assistant(asked):
        return "identity"
    if _UNABLE.search(answer.text):
        return "limits"
    if you and _ABLE.search(asked):
        return "capability"
    return "identity" if you or named else "control"
