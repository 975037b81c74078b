"""Where a text advertises: invitations to follow, buy and subscribe, contact data, what stands around a page's text."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import regex

_WECHAT: Final = "(?:微信|微 ?信号?|威信|薇信|[vV][xX]|Q ?Q|[qQ]{2})"
_ZH: Final = regex(
    rf"(?:加|添加|搜)(?:一?下)?(?:我|我们|老师|客服|小编|助教|好友|店主)(?:的)?(?:官方)?{_WECHAT}|(?:加|添加){_WECHAT}(?:号|群)?[:：]?\s*[A-Za-z\d]"
    rf"|(?:我的|客服|老师|联系|咨询|官方){_WECHAT}号?\s*(?:是|为|[:：])\s*[A-Za-z\d]|{_WECHAT}(?:交流)?群\s*(?:号|号码)?\s*[:：]\s*\d|(?:加入|加|进)(?:我们的?)?{_WECHAT}(?:交流|学习|粉丝)?群"
    r"|(?:扫描?|扫一扫|长按|识别|扫码)(?:一下)?(?:下方|上方|下面|文末|图中|屏幕|右侧)的?[^，。！？\n]{0,4}二维码|扫码(?:关注|加群|进群|添加|领取|购买|咨询)"
    r"|关注(?:我们?|本|小编)的?[^，。！？\n]{0,6}(?:公众号|微信号?|微博|抖音|账号|频道)|(?:微信)?公众号\s*[:：“「【]|关注(?:微信)?公众号|微信搜一搜"
    r"|点击(?:下方|上方|文末|这里|此处|链接|下面的?|左下角|右上角)[^，。！？\n]{0,8}(?:购买|下单|领取|报名|咨询|抢购|预约|阅读原文|关注)|阅读原文"
    r"|(?:欢迎|请|求|记得|别忘了?|帮忙)(?:大家)?(?:点赞|收藏|转发|关注|订阅)(?=[、，。！+～~]|$|我们|本号)|一键三连|私信(?:我|小编|客服)"
    r"|(?:免费)?领取(?:优惠券|红包|资料包?|福利|试听课|大礼包)|本文(?:转载自|来源于?|转自)|文章(?:转载自|转自|来源[:：])|责任编辑\s*[:：]|版权声明\s*[:：]|(?:未经|禁止)[^，。！？\n]{0,6}(?:禁止|不得|严禁)转载|转载请注明"
)
_EN: Final = regex(
    r"\bsubscribe to (?:our|my) (?:(?:free|weekly|monthly|daily|email) )*(?:newsletter|channel|blog|mailing list|podcast)\b"
    r"|\b(?:sign up|join) (?:for )?(?:our|my) (?:(?:free|weekly|monthly|daily|email) )*(?:newsletter|mailing list)\b"
    r"|\b(?:click|tap) (?:here|(?:on )?the (?:link|button|banner)(?: below| above)?|below) (?:to|for|and) (?:buy|order|shop|purchase|subscribe|sign up|register|get (?:your|a free|the discount)|claim|download|learn more|read more|find out|view|see (?:more|the full))\b"
    r"|\b(?:follow|like|find|connect with) (?:me|us) on (?:Twitter|Facebook|Instagram|TikTok|YouTube|LinkedIn|Pinterest|Telegram|WeChat|X\b|social media)"
    r"|\b(?:like(?:,| and) (?:comment,? ?(?:and )?|share,? ?(?:and )?)*subscribe|don['’]t forget to (?:like|subscribe|share))\b"
    r"|\b(?:use|enter|with) (?:the |my |our )?(?:promo|coupon|discount|referral) ?code:? [\"“]?\w{4,}\b|\b(?:use|enter) code:? [\"“]?(?-i:[A-Z]{3,}\d+)\b|\b(?:order yours|shop now|buy (?:it )?now|call us|call now|order (?:now|today))\b(?: (?:at|on|from)\b|!)"
    r"|\b(?:visit|check out) (?:our|my) (?:website|web site|online store|store|shop|blog|site)(?: at| for|:|[.!]|$)"
    r"|\bthis (?:post|article|page) (?:may )?contains? affiliate links|\b(?:all rights reserved|reprinted with permission)\b|©[ \u00a0]?(?:19|20)\d\d"
    r"|\b(?:originally (?:published|posted|appeared) (?:on|in|at)|continue reading|share this(?: post| article)?:|related (?:posts|articles):|posted (?:by \w+ )?on (?:\w+ \d|\d))",
    re.IGNORECASE,
)
# one of these is in whatever _ZH finds ...
_SIGNS_ZH: Final = (
    "加", "搜", "群", "号", "我的", "客服", "老师", "联系", "咨询", "官方", "二维码", "扫码", "关注", "点击", "阅读原文", "点赞", "收藏", "转发", "订阅", "三连", "私信", "领取", "转载", "本文来源",
    "转自", "文章来源", "责任编辑", "版权声明",
)  # fmt: skip
_SAID_ZH: Final = (
    "微信", "微 信", "信号", "威信", "薇信", "VX", "vx", "Vx", "vX", "QQ", "qq", "Qq", "qQ", "Q Q", "二维码", "扫码", "公众号", "点击", "阅读原文", "点赞", "收藏", "转发", "关注", "订阅", "三连",
    "私信我", "私信小编", "私信客服", "领取", "转载", "本文来源", "转自", "文章来源", "责任编辑", "版权声明",
)  # fmt: skip
# what _EN finds has one of these ...
_SIGNS_EN: Final = (
    "ubscribe", "ewsletter", "ailing list", "rder yours", "rder today", "all us", "ffiliate", "reserved", "eprinted", "©", "riginally p", "riginally a", "ontinue reading", "hare this",
    "elated posts", "elated articles", "osted ", "forget to like", "forget to share",
)  # fmt: skip
# ... or a common beginning with one of its sequels
_OUR: Final = tuple(
    f"{whose} {what}" for whose in ("our", "my") for what in ("web", "online", "sto", "sho", "blog", "site")
)
_BEGUN_EN: Final = {
    "lick ": ("lick here", "lick the", "lick on", "lick below"),
    "ap ": ("ap here", "ap the", "ap on", "ap below"),
    " me on": ("ollow me on", "ike me on", "ind me on", "nnect with me on"),
    " us on": ("ollow us on", "ike us on", "ind us on", "nnect with us on"),
    "code": ("romo", "oupon", "iscount", "eferral", "se code", "nter code"),
    " now": ("hop now", "uy now", "uy it now", "all now", "rder now"),
    "isit ": _OUR,
    "heck out ": _OUR,
}

# one of these, in any case and with 0 for any digit, is in whatever either finds; what stands beside VX and QQ makes
# literals of them that are long enough to tell texts apart
LITERALS: Final = (
    *(said for said in _SAID_ZH if said.casefold() not in ("vx", "qq")),
    *(before + name for before in "我们师服编教友主的方加入进系询" for name in ("vx", "qq")),
    *(name + group for group in ("群", "交流群") for name in ("vx", "qq")),
    *(sign for sign in _SIGNS_EN if sign != "©"), *(f"©{space}0000" for space in ("", " ", "\u00a0")),
    *(sequel for sequels in _BEGUN_EN.values() for sequel in sequels),
)  # fmt: skip


def advertises(text: str) -> re.Match[str] | None:
    """The first advertisement in *text*, looked for only where a sign of one is."""
    if (
        not text.isascii()
        and any(map(text.__contains__, _SAID_ZH))
        and any(map(text.__contains__, _SIGNS_ZH))
        and (found := _ZH.search(text))
    ):
        return found
    if any(map(text.__contains__, _SIGNS_EN)) or any(
        begun in text and any(map(text.__contains__, _BEGUN_EN[begun])) for begun in _BEGUN_EN
    ):
        return _EN.search(text)
    return None
