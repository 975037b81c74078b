"""How long the commands take from the shell's point of view: whole processes, in relation to bare Python.

    python bench/startup.py [--rounds 15]

Every round runs each command once, one after the other, so that a busy moment of the machine hits all of them alike.
Prints medians and quartiles in milliseconds of wall clock, and the ratio to ``python -c pass``.  POSIX only.  Nothing
but the standard library and an environment in which ``python -m personadata`` works.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from timing import machine, measure

SPEC = "name: 小澜\ndeveloper: 青穹科技\n"
LEAST_SAMPLES = 50
BARE = "python -c pass"
PERSONADATA = (sys.executable, "-m", "personadata")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command (default 15)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "persona.yaml").write_text(SPEC, encoding="utf-8")
        commands: dict[str, tuple[str, ...]] = {
            BARE: (sys.executable, "-c", "pass"),
            "personadata --help": (*PERSONADATA, "--help"),
            "personadata expand -n 50": (*PERSONADATA, "expand", "persona.yaml", "-n", "50", "-o", "50.json"),
            "personadata expand persona.yaml": (*PERSONADATA, "expand", "persona.yaml", "-o", "data/out.json"),
            "personadata lint data/out.json": (*PERSONADATA, "lint", "data/out.json"),
            "personadata lint --persona": (*PERSONADATA, "lint", "data/out.json", "--persona", "persona.yaml"),
        }
        # once each beforehand: fills the disk cache and the word dictionary's own, and makes the data for lint
        for command in commands.values():
            measure(command, here)
        samples = len(json.loads((here / "data" / "out.json").read_text(encoding="utf-8")))
        if samples < LEAST_SAMPLES:
            sys.exit(f"expand made {samples} samples, not the {LEAST_SAMPLES} this measures at least")
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(measure(command, here).wall)
    print(f"{machine()}, {rounds} rounds, {samples} samples from a spec of 2 lines")
    print(table(times))


def table(times: dict[str, list[float]]) -> str:
    """The rows of the report."""
    bare = statistics.median(times[BARE])
    lines = [f"{'command':38}{'median ms':>10}{'quartiles':>16}{'× bare':>8}"]
    for name, seconds in times.items():
        low, median, high = statistics.quantiles(seconds, n=4) if len(seconds) > 1 else seconds * 3
        span = f"{low * 1000:.0f}–{high * 1000:.0f}"
        lines.append(f"{name:38}{median * 1000:10.0f}{span:>16}{median / bare:8.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
