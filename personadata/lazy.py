"""Regular expressions that are compiled when they are first used: most of a linter's never are on clean data."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, cast

# Classes for patterns, without brackets: ``re`` takes a millisecond to compile one that lists all Chinese characters.
#: the letters of Latin, Greek and Cyrillic
ALPHABETIC: Final = r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u052f"
#: the letters and digits of the scripts after Hebrew: Chinese characters where no other such script comes
CJK: Final = r"^\W\x00-\u05ff"


class _Lazy:
    """Stands in for the pattern *source* and takes over its methods one by one as they are asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)  # found without this method from now on
        return value


class Signed(NamedTuple):
    """A *pattern* and its *signs*, one of which is in every text it matches; without signs it may match any.

    Where no text has a sign, the pattern need not be compiled.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str]

    def may_match(self, text: str) -> bool:
        """Whether *text* has a sign: cheap, and never wrong when it says no."""
        return not self.signs or any(map(text.__contains__, self.signs))


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile(source, flags)`` returns, compiled when a method of it is first asked for.

    For constants of modules: compiling some 400 patterns takes longer than linting 300 rows.  An invalid *source* is
    found when it is used, so every pattern needs a test that uses it.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
