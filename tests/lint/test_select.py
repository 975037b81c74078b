"""Which rules run, in layers of selecting and ignoring."""

from __future__ import annotations

import pytest

from personadata.lint.rules import RULES
from personadata.lint.select import Choice, Layer, selected


def codes(*layers: Layer) -> set[str]:
    return {code for code, choice in selected(RULES, layers).items() if choice.on}


ALL = {rule.code for rule in RULES if rule.enabled}
JS = {rule.code for rule in RULES if rule.code.startswith("JS")}
JS1 = {code for code in JS if code.startswith("JS1")}


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], ALL),
        ([Layer()], ALL),
        ([Layer(select=[])], set()),
        ([Layer(select=["JS"])], JS),
        # in one layer the more specific word wins
        ([Layer(select=["JS"], ignore=["JS1"])], JS - JS1),
        ([Layer(select=["JS1"], ignore=["JS"])], JS1),
        ([Layer(select=["JS"], ignore=["JS1"], extend_select=["JS101"])], (JS - JS1) | {"JS101"}),
        ([Layer(select=["trailing-comma"], ignore=["ALL"])], {"JS101"}),
        # of two as specific, ignoring
        ([Layer(select=["JS101"], ignore=["JS101"])], set()),
        ([Layer(select=["trailing-comma"], ignore=["JS101"])], set()),
        ([Layer(select=["JS101"], extend_ignore=["trailing-comma"])], set()),
        ([Layer(select=["JS"], extend_select=["ID101"])], JS | {"ID101"}),
        # the later layer has the last word
        ([Layer(ignore=["JS101"]), Layer(extend_select=["JS"])], ALL),
        ([Layer(select=["JS101"]), Layer(ignore=["JS"])], set()),
        ([Layer(ignore=["JS101"]), Layer(select=["JS1"])], JS1),
        ([Layer(select=["ID101"]), Layer(ignore=["DU"])], {"ID101"}),
    ],
)
def test_selection(layers: list[Layer], expected: set[str]) -> None:
    assert codes(*layers) == expected


def test_who_chose_is_known() -> None:
    chosen = selected(RULES, [Layer(extend_select=["JS101"], ignore=["DU"]), Layer(extend_ignore=["DU102", "JS102"])])
    assert chosen["JS101"] == Choice(True, 0, "extend-select")
    assert chosen["DU101"] == Choice(False, 0, "ignore")
    assert chosen["DU102"] == chosen["JS102"] == Choice(False, 1, "extend-ignore")
    assert chosen["ID101"] == Choice(True)
    assert selected(RULES, [Layer(select=["JS"])])["ID101"] == Choice(False, 0, "select")
