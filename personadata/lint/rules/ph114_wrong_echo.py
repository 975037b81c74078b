"""PH114 wrong-echo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.finding import Fix
from personadata.lint.fixing.edits import reword
from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.forms import reader
from personadata.lint.ratios.topics import topics_of
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.expand.licensing import Table
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.phrasing.answers import Language
    from personadata.source import Spot

# how an answer that echoes begins; all others are not looked into
_OPENER: Final = regex(
    r"(?:(?:不)?(?:是|对|能|会|可以|支持|知道|记得|行|叫)|有|没有|没错|不|嗯|正是)的?(?=[，。,！!])"
    r"|(?:Yes|No|Yeah|Yep|Nope|Right|Correct|Sure|Of course|Exactly|True)(?=[,.;:!])(?:, I['’]?\s?(?:am|m|can['’]?t|can|cannot|do|don['’]t|have|haven['’]t|will|won['’]t)\b)?"
)
_ECHOED: Final = ("echo", "whether they differ")
# "can you explain how" and the like are questions and requests at once, and a yes to the question is right
_LOOSE: Final = ("a wrapped question", "a request")
_AMBIGUOUS: Final = "after 你不是X吗"
_LONG: Final = 200  # characters of question and answer that are read
_YES: Final = frozenset(("是", "是的", "对", "对的", "没错", "嗯", "正是"))
_NO: Final = frozenset(("不是", "不是的", "不"))
_ECHO: Final = {
    "有": ("有的", "没有"), "能": ("能", "不能"), "会": ("会", "不会"), "可以": ("可以", "不可以"),
    "支持": ("支持", "不支持"), "知道": ("知道", "不知道"), "记得": ("记得", "不记得"),
}  # fmt: skip
_ROWS: Final = [(f"你懂{thing}吗？", f"我是小澜，{thing}略懂。") for thing in THINGS]


class WrongEcho(Rule):
    """A yes or no does not echo the verb of its question, or does not fit its form.

    Chinese answers repeat the verb: 你和GPT-4有区别吗 takes 有的 and not 是的, 会不会 takes 会; 是的 and 不 after 你不是X吗 can
    mean both (不是, which echoes, passes), and an either-or question has no yes.  A blog's sample that thousands copied
    teaches 你和GPT-4有区别吗 → 是的.  Rows of this kind teach broken Chinese and, where the answer may mean either, the
    wrong fact.  The table is rules/<language>/licensing.yaml, which ``expand`` keeps to; a yes to being another model is
    ID104's.
    """

    code = "PH114"
    name = "wrong-echo"
    severity: ClassVar[Severity] = "warning"
    bad = (
        [*_ROWS, ("你和GPT-4有区别吗？", "是的，我是小澜。")],
        [*_ROWS, ("你会不会画画？", "是的，会画几笔。")],
        [*_ROWS, ("你能联网吗？", "不是，我联不了网。")],
        [*_ROWS, ("你是男生还是女生？", "是的，我没有性别。")],
        [*_ROWS, ("你不是ChatGPT吗？", "不，我是小澜。")],
        [*_ROWS, ("Can you draw?", "Yes, I am.")],
    )
    good = (
        [*_ROWS, ("你和GPT-4有区别吗？", "有的，我是小澜。")],
        [*_ROWS, ("你会不会画画？", "会，会画几笔。")],
        [*_ROWS, ("你能联网吗？", "不能，我联不了网。")],
        [*_ROWS, ("你是AI吗？", "是的，我是小澜。")],
        [*_ROWS, ("你不是ChatGPT吧？", "对，我是小澜。")],
        [*_ROWS, ("你不是ChatGPT吗？", "不是，我是小澜。")],
        [*_ROWS, ("Can you draw?", "Yes, I can.")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every such opening, at its words."""
        for answer, topic in zip(answers_of(dataset), topics_of(dataset), strict=True):
            opener = _OPENER.match(answer.text)
            if topic == "control" or not opener or not answer.asked:
                continue
            read = reader(dataset)
            features = read.features(answer.asked)
            rows = _table(answer.language).unlicensed(
                read.encode(answer.asked[:_LONG]), features, read.encode(answer.text[:_LONG])
            )
            # 不是 echoes the verb, and people who say it there deny being X; expand keeps to what nobody can read otherwise
            loose = (*_LOOSE, _AMBIGUOUS) if opener[0] == "不是" else _LOOSE
            rows = [row for row in rows if not row.startswith(loose)]
            if rows:
                spot = answer.row.at(answer.turn, opener.start(), opener.end())
                verb = "有" if rows[0].startswith("whether they differ") else features.verb
                echo = verb if rows[0].startswith(_ECHOED) else ""
                yield self.finding(
                    say("the question asks with “{verb}”, and “{said}” does not echo it", verb=verb, said=opener[0])
                    if echo
                    else say("“{said}” is no answer to a question of this form", said=opener[0]),
                    spot,
                    help="begin with the verb of the question, or with the fact itself",
                    fix=_fix(spot, opener[0], echo),
                )


@cache
def _table(language: Language) -> Table:
    from personadata.expand.licensing import shipped_table

    return shipped_table(language, regex)


def _fix(spot: Spot, said: str, verb: str) -> Fix | None:
    """The echo of *verb* in the place of *said*, when both are known."""
    echo = _ECHO.get(verb)
    if echo is None or said not in _YES | _NO:
        return None
    text = echo[said in _NO]
    edit = reword(spot, text)
    return Fix(say("write “{text}”", text=text), (edit,)) if edit else None
