"""SC106 no-turns."""

from __future__ import annotations

from personadata.lint.shape import ShapeRule


class NoTurns(ShapeRule):
    """A record has an empty list of messages.

    There is nothing to train on, and the trainer may fail on it.
    """

    code = "SC106"
    name = "no-turns"
    kinds = ("no-turns",)
    remedy = "delete the row"
    bad = ([{"messages": []}], [{"conversations": []}])
    good = ([("你是谁？", "我是小澜。")],)
