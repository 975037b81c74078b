"""What whole processes cost, as the benchmarks beside it measure and report it.  POSIX only."""

from __future__ import annotations

import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# getrusage(2): kilobytes on Linux, bytes on macOS
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
# byte code is kept, as it is for an installed package; an unmeasured run writes it first
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall clock, seconds of processor time and peak bytes in memory of one process."""

    wall: float
    cpu: float
    peak: float


def measure(command: Sequence[str], folder: Path | None = None) -> Cost:
    """The cost of one whole process, run in *folder* or where this one runs; one that fails ends the measurement."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=folder, env=ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}\n{errors.read().decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    walls, cpus, peaks = zip(*((cost.wall, cost.cpu, cost.peak) for cost in costs), strict=True)
    return Cost(statistics.median(walls), statistics.median(cpus), statistics.median(peaks))


def exponent(few: tuple[float, float], many: tuple[float, float]) -> float:
    """The p of time ~ size^p between two (size, time): 1 when twice the size takes twice the time."""
    return math.log(many[1] / few[1]) / math.log(many[0] / few[0])


def machine() -> str:
    """What the figures were measured on, as a report begins."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores"
