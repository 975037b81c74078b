"""Several processes: the variables from which ``swift sft`` makes the flags of torchrun, and so what shapes the run."""

from __future__ import annotations

import os
from collections.abc import Mapping

from personadata.errors import UserError

LAUNCH = ("NNODES", "NODE_RANK", "MASTER_ADDR", "MASTER_PORT", "NPROC_PER_NODE")
"""What ``swift/cli/main.py`` of ms-swift 3.12.6 and 4.6.0 hands to torchrun."""
_COUNTED = ("gpu", "cpu", "xpu", "auto")


def is_several(environment: Mapping[str, str]) -> bool:
    """Whether *environment* makes ``swift sft`` start torchrun."""
    return "NPROC_PER_NODE" in environment or "NNODES" in environment


def to_set(wanted: Mapping[str, str]) -> dict[str, str]:
    """The variables that a command has to set to be the run it is, in another shell too.

    Those *wanted* which the user's environment leaves open, and where several processes are to train, the user's own
    of :data:`LAUNCH`.
    """
    found = {name: value for name, value in wanted.items() if name not in os.environ}
    if is_several({**os.environ, **found}):
        found |= {name: os.environ[name] for name in LAUNCH if name in os.environ}
    return found


def check_launch(environment: Mapping[str, str], places: Mapping[str, str]) -> str:
    """What to tell of the machines that *environment* speaks of; empty when there is only one.

    *places* says where variables come from that the user's environment does not set.  Raises :class:`UserError` for
    values that torchrun stops at, or that would leave it waiting for machines that never come.
    """
    if not is_several(environment):
        return ""

    def number(name: str, low: int, high: int, default: int, help: str) -> int:
        text = environment.get(name)
        if text is None:
            return default
        if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
            where = places.get(name, "in your environment")
            raise UserError(f"{name}={text} ({where}): expected a whole number from {low} to {high}", help=help)
        return int(text)

    nodes = number("NNODES", 1, 65535, 1, "give the number of machines, NNODES=2")
    if nodes > 1 and not (environment.get("NODE_RANK") and environment.get("MASTER_ADDR")):
        raise UserError(
            f"{nodes} machines are to train, and NODE_RANK and MASTER_ADDR do not say which this one is",
            help="on the first: NODE_RANK=0 MASTER_ADDR=ADDRESS personadata train …; NODE_RANK=1 on the next one",
        )
    several = f"{nodes} machines train: NODE_RANK=0 on the first, NODE_RANK=1 on the next one"
    rank = number("NODE_RANK", 0, nodes - 1, 0, several if nodes > 1 else "one machine trains: unset it, or set NNODES")
    number("MASTER_PORT", 1, 65535, 29500, "give a port that is free on the first machine, MASTER_PORT=29500")
    if environment.get("NPROC_PER_NODE") not in _COUNTED:
        number("NPROC_PER_NODE", 1, 65535, 1, "give the number of cards in this machine, NPROC_PER_NODE=2")
    if nodes == 1:
        return ""
    return (
        f"NODE_RANK={rank} of {nodes}, with the first at {environment['MASTER_ADDR']}; on each of the others the same "
        f"command with a NODE_RANK of its own, from 0 to {nodes - 1}"
    )
