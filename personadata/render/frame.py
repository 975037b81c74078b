"""The line that a finding is about, with a mark under the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from personadata.render.width import printable, widths, window

if TYPE_CHECKING:
    from personadata.source import Spot

Paint = Callable[[str, str], str]
WIDTH: Final = 100  # columns


def frame(spot: Spot, gutter: str, paint: Paint, style: str, mark: str = "^") -> Iterator[str]:
    """Three lines: an empty one, the text around *spot* behind its row number, and *mark* under the place.

    *gutter* is as many spaces as the longest row number shown.
    """
    row = spot.position[0]
    line, start, end = _excerpt(spot)
    each = widths(line)
    marks = mark * max(1, sum(each[start:end]))
    yield f"{gutter} {paint('|', 'place')}"
    yield f"{paint(f'{row:>{len(gutter)}} |', 'place')} {line}"
    yield f"{gutter} {paint('|', 'place')} {' ' * sum(each[:start])}{paint(marks, style)}"


def _excerpt(spot: Spot) -> tuple[str, int, int]:
    """The text of the row around *spot*, made printable, and where the spot is in it.

    Never looks at more of the row than can be shown: a whole data set may stand in one.
    """
    text = spot.source.text
    first, last = spot.offsets()
    begin = max(0, first - WIDTH)
    begin = max(begin, text.rfind("\n", begin, first) + 1)
    limit = min(len(text), first + 4 * WIDTH)
    found = text.find("\n", first, limit)
    end = limit if found < 0 else found
    if end > begin and text[end - 1 : end + 1] == "\r\n":
        end -= 1
    return window(
        printable(text[begin:end]), min(first, end) - begin, min(max(first, last), end) - begin, WIDTH,
        before=begin > 0 and text[begin - 1] != "\n", after=found < 0 and limit < len(text),
    )  # fmt: skip
