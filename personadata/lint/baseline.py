"""Findings that were there before: kept in a file, passed over until they change, and missed when they are gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from personadata.errors import UserError
from personadata.files import read_text, write_atomic

if TYPE_CHECKING:
    from personadata.lint.finding import Finding

FORMAT: Final = 1
NAME: Final = "personadata-baseline.json"
_NOT_ONE: Final = "write it again with --write-baseline"


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of a baseline: how often it was met, and what it said then."""

    code: str
    count: int
    file: str
    message: str


NOTHING: Final[Mapping[str, Known]] = MappingProxyType({})


def write_baseline(path: Path, findings: Iterable[Finding], kept: Mapping[str, Known] = NOTHING) -> int:
    """Put *findings* into a baseline at *path*, sorted so that diffs are small; how many it holds.

    *kept* are those of the baseline until now that stay beside them.  Raises :class:`UserError` when it cannot be
    written.
    """
    from personadata.render.json import dump  # which most runs do without

    counts: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    for finding in findings:
        print_ = finding.fingerprint
        counts[print_] += 1
        first.setdefault(print_, finding)
    known = dict(kept) | {
        print_: Known(
            finding.code,
            # what is kept may be a copy in another file, or this very one
            max(counts[print_], kept[print_].count if print_ in kept else 0),
            finding.spot.source.name if finding.spot else "",
            str(finding.message),
        )
        for print_, finding in first.items()
    }
    rows = [
        {"code": one.code, "file": one.file, "message": one.message, "fingerprint": print_, "count": one.count}
        for print_, one in sorted(known.items(), key=lambda item: (item[1].file, item[1].code, item[0]))
    ]
    lines = ",\n".join(f"    {dump(row)}" for row in rows)
    write_atomic(path, f'{{\n  "format": {FORMAT},\n  "findings": [{lines and chr(10) + lines + chr(10) + "  "}]\n}}\n')
    return sum(one.count for one in known.values())


def unseen(known: Mapping[str, Known], off: Collection[str], files: Collection[str] | None = None) -> dict[str, Known]:
    """Those of *known* that a run says nothing of: their rules are among *off*, or they are in none of *files*."""
    return {
        print_: one for print_, one in known.items() if one.code in off or (files is not None and one.file not in files)
    }


def read_baseline(path: Path) -> dict[str, Known]:
    """The findings in the baseline at *path* by fingerprint; raises :class:`UserError` when it is none."""
    try:
        value: Any = json.loads(read_text(path, kind="baseline"))
    except ValueError as error:
        raise UserError(f"{path}: not JSON: {error}", help=_NOT_ONE) from None
    except RecursionError:
        raise UserError(f"{path}: nested too deep for a baseline", help=_NOT_ONE) from None
    rows = value.get("findings") if isinstance(value, dict) else None
    if not isinstance(rows, list) or value.get("format") != FORMAT:
        raise UserError(f"{path}: no baseline of format {FORMAT}", help=_NOT_ONE)
    found: dict[str, Known] = {}
    for number, row in enumerate(rows, start=1):
        try:
            known = Known(str(row["code"]), int(row["count"]), str(row["file"]), str(row["message"]))
            found[str(row["fingerprint"])] = known
        except (KeyError, TypeError, ValueError):
            raise UserError(f"{path}: finding {number} of {len(rows)} is damaged", help=_NOT_ONE) from None
    return found


def without(findings: Sequence[Finding], known: Mapping[str, Known]) -> tuple[list[Finding], dict[str, Known]]:
    """*findings* less those of the baseline *known*, and what of it was not met again.

    A fingerprint that is met more often than it was before is new from there on.
    """
    left = {print_: one.count for print_, one in known.items()}
    new: list[Finding] = []
    for finding in findings:
        print_ = finding.fingerprint
        if left.get(print_, 0):
            left[print_] -= 1
        else:
            new.append(finding)
    return new, {print_: known[print_] for print_, count in left.items() if count}
