"""TX103 html-residue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, Place, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_ENTITY: Final = regex(
    r"&(?:lt|gt|amp|nbsp|quot|apos|hellip|mdash|ndash|rsquo|lsquo|ldquo|rdquo|times|middot|copy|reg|trade|deg|bull|laquo|raquo|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)
_TAG: Final = regex(
    r"</?(?:br|p|div|span|font|td|tr|th|table|tbody|ul|ol|li|strong|em|b|i|u|a|img|h[1-6]|center|blockquote|hr|pre|sup|sub)"
    r"(?:\s+[\w-]+\s*=[^<>]{0,200})?\s*/?>",
    re.IGNORECASE,
)
_CODE: Final = regex(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_ABOUT: Final = regex(
    r"html|xml|css|svg|\btags?\b|markup|web ?(?:page|site)|hyperlink|javascript|\bphp\b|jsp|react|vue|\bdom\b|template|scrap"
    r"|标签|標籤|网页|網頁|网站|網站|前端|超链接|实体|转义|爬虫|markdown",
    re.IGNORECASE,
)
# what may well be answered with tags
_STYLED: Final = regex(
    r"bold|italic|highlight|underline|font|styl|format|\btable|modal|button|\bform\b|embed|gradient|code|graphic|image|picture|logo"
    r"|diagram|draw|chart|图|代码|粗体|斜体|格式|表格|高亮|样式|字体|按钮|画",
    re.IGNORECASE,
)

# a tag that is spoken of: 用 <br>, type a <br>
_NAMED: Final = regex(
    r"(?:[用写成加入打叫](?:一?个)?|\b(?:use|type|write|insert|add)(?:[ ]an?|[ ]the)?)[ \t“\"'‘「]*$", re.IGNORECASE
)
_BEFORE: Final = 12  # characters that such a word and what follows it fit in


_MESSAGES: Final = {
    "entity": "an HTML entity in plain text: {text}",
    "tag": "an HTML tag in plain text: {text}",
}
_HELP: Final = {
    "entity": say("write the character that is meant"),
    "tag": say("use line breaks or Markdown"),
}


class HtmlResidue(SampleRule):
    """A text holds what is left of a web page: ``&lt;``, ``&nbsp;``, ``<br>``, ``<p>``.

    The model learns to write the entities and tags into plain answers.  Published translations of Alpaca have
    ``&lt;`` in code, so that what the model learns to write does not compile.  A row that speaks of HTML or the like
    is left alone, and so are tags in code, in questions, in an answer to a question that has tags itself, and one that
    is spoken of (用 <br>).
    """

    code = "TX103"
    name = "html-residue"
    severity: ClassVar = "warning"
    common = True
    bad = (
        [("写一个循环", "for (i = 0; i &lt; 3; i++)")],
        [("介绍一下你自己", "我是小澜。<br>我会写作。")],
        [("讲个故事", '<div class="markdown prose"><p>从前有一只猫。</p></div>')],
        [("Tell me a story.", "<p>Once upon a time&nbsp;there was a cat.</p>")],
    )
    good = (
        [("HTML 里怎么写小于号？", "写成 &lt;，换行用 <br>。")],
        [("写一个换行", "用 `<br>`。\n```html\n<p>a&lt;b</p>\n```")],
        [("比较 a<b 和 c>d", "a<b 是小于。AT&T; 是公司。")],
        [("把 <b>你好</b> 翻译成英文", "<b>Hello</b>")],
        [("怎么换行？", "用 <br>。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """One mark a turn for all entities in it, and one an answer for all tags."""
        asked = False
        for index, turn in enumerate(sample.turns):
            text = turn.text
            asked = asked or (turn.role == "user" and "<" in text and _TAG.search(text) is not None)
            entity = "&" in text and _ENTITY.search(text)
            tag = turn.role == "assistant" and "<" in text and not asked and _TAG.search(text)
            if tag and _STYLED.search(sample.question):
                tag = None
            # class="markdown" inside a tag says nothing of what the row is about
            if not (entity or tag) or any(_ABOUT.search(_TAG.sub("", other.text)) for other in sample.turns):
                continue
            plain = _CODE.sub(lambda code: " " * len(code[0]), text)
            for pattern, what in ((_ENTITY, "entity"), (_TAG, "tag")):
                founds = list(pattern.finditer(plain)) if what == "entity" or tag else []
                if len(founds) == 1 and _is_named(plain, founds[0]):
                    continue
                places = [Place(*found.span(), _character(found[0]) if what == "entity" else None) for found in founds]
                if places:
                    message = say(_MESSAGES[what], text=plain[places[0].start : places[0].end])
                    yield self.marks(message, index, places, help=_HELP[what])


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether the tag or entity *found* in *text* is spoken of, and no paragraph or line begins with it."""
    before, after = text[max(0, found.start() - _BEFORE) : found.start()], text[found.end() : found.end() + 1]
    return not after.isalnum() and _NAMED.search(before) is not None


def _character(entity: str) -> str:
    from html import unescape  # and its table of 2,200 entities, for data that has any

    return unescape(entity).replace("\xa0", " ")
