"""TX115 advertising."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.assertion import quoted
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark
from personadata.lint.text.advertising import LITERALS, advertises

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"}}
# the question wants an advertisement, a page, a letter or a talk, or is about selling and publishing
_ASKED: Final = regex(
    r"广告|推广|营销|宣传|促销|推文|文案|标语|海报|传单|网[页站]|网店|电商|邮件|脚本|演讲|短视频|直播|公众号|微信|QQ|二维码|微博|抖音|社交|粉丝|帖子|博客|新闻稿|公告|通知|邀请|产品|商品|销售|推销|客[户服]"
    r"|订[阅单购]|购买|报名|翻译|改写|续写|重写|写|编|创作|创建|设计|生成|起草|转载|版权|引用|联系|人工|真人|官方|售后|反馈|投诉|你们|链接|点击|钓鱼|骗|HTML|代码|按钮"
    r"|\b(?:ads?|advert\w*|commercial|market\w*|campaign|promot\w*|sell\w*|sales?|pitch|slogan|flyer|brochure|poster|banner|websites?|(?:web|home) ?pages?|pages?|blogs?|posts?|tweet\w*|social|videos?|channel|podcast|newsletter"
    r"|e-?mails?|letter|message|script|speech|announce\w*|invit\w*|press release|products?|customers?|subscri\w+|sign-?up|register|call to action|html|css|code|button|links?|click\w*|phishing|scam|spam|copyright"
    r"|translat\w+|rewrite|paraphras\w+|rephras\w+|edit|write|compose|draft|create|design|generate|develop|craft|contact\w*|support|human|agent|feedback|complain\w*)\b",
    re.IGNORECASE,
)


_NEAR: Final = 20  # characters behind such words in which the channel is named


class Advertising(AnswerRule):
    """An answer advertises, or asks to be followed: 加微信, 扫码关注, "subscribe to our newsletter".

    It was scraped from a page, and what stood around the text came along: invitations to follow, buy and subscribe,
    contact data of strangers, copyright lines.  The tuned model will send its users there.  Questions that ask for an
    advertisement, a page, a letter, code or any other text of somebody, and those about selling and publishing, are
    left alone; so are quotations, and with ``--persona`` the channels that its spec names.
    """

    code = "TX115"
    name = "advertising"
    literals = LITERALS
    severity: ClassVar = "warning"
    bad = (
        [("怎么养好绿萝？", "少浇水，放在阴凉处。更多养花知识，请关注我们的公众号。")],
        [("感冒了吃什么好？", "多喝水，吃清淡的。想了解更多，请加我微信：yisheng123。")],
        [("长城有多长？", "两万多公里。长按识别下方二维码，每天学点历史。")],
        [("How do I get rid of ants?", "Seal the cracks. For more tips, subscribe to our newsletter!")],
        [("What is yoga?", "An old practice of body and mind. Click here to learn more about our classes.")],
    )
    good = (
        [("写一条推广健身房的文案", "扫码关注我们的公众号，领取优惠券！")],
        [("怎么识别钓鱼网站？", "不要点击陌生链接。")],
        [("Write a tweet for a bakery.", "Fresh bread every day. Follow us on Instagram!")],
        [("How do I return a parcel?", "Open your orders and click the button next to the parcel.")],
        [("微信是什么？", "一款社交软件，可以加好友、扫码付款。")],
        Example(
            {"data.json": [("长城有多长？", "两万多公里。请关注我们的公众号“青穹”。")]},
            {**_LAN, "contact": "公众号“青穹”"},
        ),
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """The first such words."""
        found = advertises(exchange.answer)
        if not found or _ASKED.search(exchange.asked) or ANOTHER.search(exchange.asked):
            return
        if persona and any(
            channel in exchange.answer[found.start() : found.end() + _NEAR] for channel in _channels(persona)
        ):
            return
        if not any(low <= found.start() < high for low, high in quoted(exchange.answer)):
            yield self.mark(
                say("the answer advertises: “{text}”", text=found[0].strip()),
                exchange.turn,
                *found.span(),
                help="take it out, or delete the row",
            )


_CHANNELS: Final = (
    "公众号",
    "微信",
    "QQ",
    "二维码",
    "微博",
    "群",
    "抖音",
    "newsletter",
    "website",
    "Twitter",
    "Facebook",
    "blog",
    "store",
)


def _channels(persona: Persona) -> tuple[str, ...]:
    """The channels that *persona* names as its own."""
    texts = [text for text in (persona.contact, persona.site, persona.price) if text is not None]
    texts += [fact.answer for fact in persona.facts]
    own = " ".join(
        [
            *(form for text in texts for form in text.all()),
            *(form for text in persona.system_prompts for form in text.all()),
        ]
    )
    return tuple(channel for channel in _CHANNELS if channel in own)
