"""How many distinct samples a spec carries, language by language.

    python bench/capacity.py [--spec SPEC] [--count 100000] [--lang zh --lang en]

Without ``--spec`` it is the smallest one: a name and a developer.  Expands until nothing new is found or ``--count`` is
reached; two samples are distinct when the character trigrams of their user turns have a Jaccard similarity below 0.7.
Expand itself refuses twins at its own bound, so nearly all that it makes is distinct.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from personadata.expand.run import MOST, expand
from personadata.expand.similar import distinct
from personadata.expand.write import sound
from personadata.persona import load_persona

SPEC = "name: 澜舟\ndeveloper: 北辰工作室\n"
THRESHOLD = 0.7


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--spec", type=Path)
    parser.add_argument("--count", type=int, default=MOST, help=f"samples asked for (default {MOST:,})")
    parser.add_argument("--lang", action="append", choices=["zh", "en"], help="only this one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spec = options.spec or Path(folder, "persona.yaml")
        if options.spec is None:
            spec.write_text(SPEC, encoding="utf-8")
        persona = load_persona(spec)
    print(f"{'':10}{'made':>10}{'distinct':>10}{'answers':>10}{'seconds':>10}")
    for language in options.lang or ["zh", "en"]:
        start = time.perf_counter()
        rows = expand(persona, count=options.count, languages=[language], accept=sound).rows
        seconds = time.perf_counter() - start
        asked = ["\n".join(turn.text for turn in row.sample.turns if turn.role == "user") for row in rows]
        answers = len({row.sample.answer for row in rows})
        found = distinct(asked, THRESHOLD)
        print(f"{language:10}{len(rows):>10,}{found:>10,}{answers:>10,}{seconds:>10.1f}", flush=True)
        groups = Counter(row.candidate.category.group for row in rows)
        print("          " + ", ".join(f"{group} {count:,}" for group, count in groups.most_common()))


if __name__ == "__main__":
    main()
