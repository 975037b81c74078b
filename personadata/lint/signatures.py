"""Which rows of a large data set may hold one of some literals, so that a rule need not look at the others.

Every row has a signature: one bit for each of the hash values of three bytes that follow each other in its texts, in
lower case and with all digits alike.  A literal can stand only in rows that have all of its bits.  These are the
signature files of Faloutsos and Christodoulakis (1984, doi:10.1145/2275.357411); a look at all rows costs one pass of
numpy over the bits of a literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

from personadata.lint.once import once_per_dataset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from personadata.dataset import Dataset, Row

SHORTEST: Final = 3  # bytes; a shorter literal is looked for in every row
LEAST: Final = 4_000  # rows; looking at fewer one by one costs less than making signatures
_WIDTH: Final = 11
_BITS: Final = 1 << _WIDTH  # a row of 400 bytes sets a tenth of them
_SHIFT: Final = 16 - _WIDTH
_BLOCK: Final = 4096  # rows whose signatures are made at a time
_FACTORS: Final = (40503, 22695, 60013)
_DIGITS: Final = "0123456789"
_FOLD: Final = bytes(ord("0") if chr(byte).isdigit() else ord(chr(byte).lower()) for byte in range(128)) + bytes(
    range(128, 256)
)


def rows_with(dataset: Dataset, literals: tuple[str, ...]) -> Iterable[Row]:
    """The rows of *dataset* with a turn that holds one of *literals*, and some others; all of a small data set.

    Case and digits do not count: ``0`` stands for any digit.  Without *literals* these are all rows.
    """
    if not literals or len(dataset) < LEAST:
        return dataset
    return _signatures(dataset).rows(frozenset(literals))


class _Signatures:
    """The signatures of *rows*: for each block of them, a row of packed bits for each hash value."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)
        self._known: dict[frozenset[str], list[Row]] = {}
        self._blocks = [_sign(self._rows[at : at + _BLOCK]) for at in range(0, len(self._rows), _BLOCK)]

    def rows(self, literals: frozenset[str]) -> list[Row]:
        """The rows that may hold one of *literals*, worked out once."""
        if literals not in self._known:
            self._known[literals] = list(self._find(literals))
        return self._known[literals]

    def _find(self, literals: frozenset[str]) -> Iterator[Row]:
        import numpy as np

        folded = [_folded(literal) for literal in literals]
        sought = [np.unique(_hashes(literal)) for literal in folded if len(literal) >= SHORTEST]
        short = [case for literal in folded if len(literal) < SHORTEST for case in _cases(literal.decode())]
        for number, block in enumerate(self._blocks):
            passed = np.zeros(block.shape[1], np.uint8)
            for bits in sought:
                passed |= np.bitwise_and.reduce(block[bits], axis=0)
            rows = self._rows[number * _BLOCK : (number + 1) * _BLOCK]
            hits = np.unpackbits(passed, count=len(rows)).tolist()
            yield from (row for row, hit in zip(rows, hits, strict=True) if hit or (short and _holds(row, short)))


@once_per_dataset
def _signatures(dataset: Dataset) -> _Signatures:
    return _Signatures(dataset)


def _sign(rows: list[Row]) -> NDArray[np.uint8]:
    import numpy as np

    texts = [_folded("\n".join([turn.text for turn in row.sample.turns])) for row in rows]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    cells = _hashes(b"".join(texts)).astype(np.int32)  # those across two rows only add bits to the first
    cells *= _BLOCK
    cells += np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[: len(cells)]
    bits = np.zeros(_BITS * _BLOCK, np.bool_)
    bits[cells] = True
    packed: NDArray[np.uint8] = np.packbits(bits.reshape(_BITS, _BLOCK), axis=1)
    return packed


def _cases(text: str) -> set[str]:
    """*text*, a folded character or two, in any case and with any digits."""
    variants = (_DIGITS if letter == "0" else letter + letter.upper() for letter in text)
    return {"".join(letters) for letters in product(*variants)}


def _holds(row: Row, literals: list[str]) -> bool:
    return any(literal in turn.text for turn in row.sample.turns for literal in literals)


def _folded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(_FOLD)


def _hashes(text: bytes) -> NDArray[np.uint16]:
    """The hash values of each three bytes on end of *text*."""
    import numpy as np

    codes = np.frombuffer(text, np.uint8).astype(np.uint16)
    first, second, third = map(np.uint16, _FACTORS)
    hashes: NDArray[np.uint16] = codes[:-2] * first
    hashes += codes[1:-1] * second
    hashes += codes[2:] * third
    hashes >>= np.uint16(_SHIFT)
    return hashes
