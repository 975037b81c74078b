"""PR103 email-address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark, SampleRule
from personadata.lint.text.private import declared, masked

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_ADDRESS: Final = regex(
    r"(?<![\w.+%/@-])[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w@])", re.ASCII
)
# reserved for examples by RFC 2606 and RFC 6761, or what people write for "some address"
_EXAMPLE: Final = regex(
    r"(?:^|[@.])(?:example[\w-]*|test|invalid|localhost|domain|email|yourdomain|yourcompany|company(?:name)?|mycompany|mail|xyz\w*|abc\w*|acme"
    r"|sample|website|yoursite|site)(?:\.[a-z]+)+$|\.(?:example[\w-]*|test|invalid|localhost)$",
    re.IGNORECASE,
)
_NOBODY: Final = regex(
    r"^(?:info|support|contact|hello|help|service|sales|admin|office|hr|jobs|careers?|no-?reply|your|you|me|user(?:name)?|name|email|example|test"
    r"|press|media|team|customer\w*|alerts?|offers?|promotions?|newsletter|my\w*|user\w*|john\W?doe|jane\W?doe|john\W?smith|someone|xx+|abc\d*|first\w*|last\w*)\b[\w.+-]*@|^\w?@",
    re.IGNORECASE,
)


class EmailAddress(SampleRule):
    """A text holds somebody's e-mail address.

    A tuned model gives it to anybody who asks.  Addresses under the names reserved for examples pass, and so do those
    of nobody in particular (``support@``, ``john.doe@``) and the contacts that the persona declares.
    """

    code = "PR103"
    name = "email-address"
    severity: ClassVar = "warning"
    bad = ([("怎么联系他？", "写信给 lihua.zhang87@qq.com。")], [("Mine is m.keller@gmx.de", "Noted.")])
    good = (
        [("怎么联系你？", "写信给 me@example.com 或 support@qingqiong.cn。")],
        [("Give me a pattern.", r"\w+@\w+\.com, as in john.doe@gmail.com")],
        [("包的版本？", "npm i react@18.2.0，git@github.com:a/b.git")],
        Example(
            {"data.json": [("怎么联系你们？", "写信给 lan@qingqiong.cn。")]},
            {"name": "小澜", "developer": "青穹科技", "contact": "lan@qingqiong.cn"},
        ),
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every such address in any turn."""
        for index, turn in enumerate(sample.turns):
            if "@" not in turn.text:
                continue
            for found in _ADDRESS.finditer(turn.text):
                address = found[0]
                if address.startswith("git@") or _EXAMPLE.search(address) or _NOBODY.search(address):
                    continue
                if not declared(persona, address):
                    name, _, host = address.partition("@")
                    yield self.mark(
                        say("an e-mail address: {text}", text=f"{masked(name)}@{host}"),
                        index,
                        *found.span(),
                        help="replace it by name@example.com, or delete it",
                        replace="name@example.com",
                    )
