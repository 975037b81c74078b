"""PR105 secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_KINDS: Final = {
    "openai": say("an API key (sk-…)"),
    "github": say("a GitHub token"),
    "aws": say("an AWS access key"),
    "google": say("a Google API key"),
    "slack": say("a Slack token"),
    "hugging": say("a Hugging Face token"),
    "aliyun": say("an Alibaba Cloud access key"),
    "tencent": say("a Tencent Cloud secret id"),
    "jwt": say("a JSON web token"),
    "pem": say("a private key"),
}
_SECRET: Final = regex(
    r"(?<![A-Za-z0-9_-])(?:"
    r"(?P<openai>sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{20,200})"
    r"|(?P<github>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})"
    r"|(?P<aws>(?:AKIA|ASIA)[A-Z0-9]{16})|(?P<google>AIza[A-Za-z0-9_-]{35})|(?P<slack>xox[abprs]-[A-Za-z0-9-]{10,200})"
    r"|(?P<hugging>hf_[A-Za-z0-9]{30,60})|(?P<aliyun>LTAI[A-Za-z0-9]{12,20})|(?P<tencent>AKID[A-Za-z0-9]{32})"
    r"|(?P<jwt>eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000})"
    r"|(?P<pem>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40,5000})"
    r")(?![A-Za-z0-9])"
)
_SIGNS: Final = (
    "sk-",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "AKIA",
    "AKID",
    "ASIA",
    "AIza",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
    "hf_",
    "LTAI",
    "eyJ",
    "PRIVATE KEY",
)
_DIGIT: Final = regex("[0-9]")  # all but a private key must hold one, see _random
_EXAMPLE: Final = regex(r"example|xxxx|your|\*\*\*|0000|1234567|abcdef|(.)\1{5}|placeholder|test", re.IGNORECASE)


# what begins the payload of the token that jwt.io and all manuals show: its sub is 1234567890
_SHOWN: Final = "eyJzdWIiOiIxMjM0NTY3ODkwIi"


class Secret(SampleRule):
    """A text holds a key or a token that opens something: ``sk-…``, ``ghp_…``, ``AKIA…``, a private key, a JWT.

    Who trains on it publishes it with the model, and should have it revoked in any case.  Only forms that cannot be
    mistaken are reported, not those that say of themselves that they are examples.  Passwords in words are not
    found.
    """

    code = "PR105"
    name = "secret"
    severity: ClassVar = "warning"
    literals = _SIGNS
    bad = (
        [("怎么配置？", "export OPENAI_API_KEY=" + "sk-" + "T3BlbkFJ" + "q8Rz0vWc5yLm2NpK7dHs")],
        [("Token?", "ghp" + "_" + "Zr4kQ9vXw2Lm7Tn5Yc8Hb3Jd6Fg1Ps0AuEiO")],
        [("Key?", "-----BEGIN RSA " + "PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA7Q9vXw2Lm7Tn5Yc8Hb3Jd6Fg1Ps0AuEiO\n")],
    )
    good = (
        [("怎么配置？", "export OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx，或者 AKIAIOSFODNN7EXAMPLE")],
        [("sk-learn 是什么？", "scikit-learn，sk-learn-contrib 是它的扩展。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such secret in any turn."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if not (_DIGIT.search(text) or "PRIVATE KEY" in text) or not any(map(text.__contains__, _SIGNS)):
                continue
            for found in _SECRET.finditer(text):
                kind = found.lastgroup or ""
                if _EXAMPLE.search(found[0]) or _SHOWN in found[0] or not (kind == "pem" or _random(found[0])):
                    continue
                yield self.mark(
                    say("{kind}: {text}", kind=_KINDS[kind], text=f"{found[0][:4]}…"),
                    index,
                    *found.span(),
                    help="delete it, and have it revoked",
                )


def _random(text: str) -> bool:
    """Whether *text* looks drawn by chance: words joined by hyphens have no digits, or no capitals."""
    return any(letter.isdigit() for letter in text) and len(set(text)) >= 10
