"""What the sentences consist of by which an assistant says that it is a model, or whose work it is."""

from __future__ import annotations

from typing import Final, Literal

from personadata.lazy import Signed
from personadata.lint.identity.masks import BOTH, NAME, VENDOR

Kind = Literal["name", "asked", "maker", "origin", "as", "host"]
"""How a text claims it.

``name`` (I'm X), ``asked`` (it's X, where it is asked who speaks), ``maker`` (X made me), ``origin`` (I come from X),
``as`` (as X, I cannot), ``host`` (this is X).
"""

Claiming = tuple[Kind, Signed]
"""A sentence whose groups are, whichever matched, what is claimed; of texts with masked names."""

MADE: Final = r"(?:developed|created|built|made|trained|designed|engineered|launched|programmed|fine-tuned)"
NAMED: Final = f"[{NAME}{BOTH}]"
VENDORED: Final = f"[{VENDOR}{BOTH}]"
WHO: Final = rf"[“「\"]?({NAMED})[”」\"]?"
MAKER: Final = rf"(?i:the )?([{NAME}{VENDOR}{BOTH}])"
