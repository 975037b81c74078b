"""What an entry of ``accept`` takes for the finding that it means."""

from __future__ import annotations

import re

import pytest

from personadata.lint.finding import Finding
from personadata.lint.suppression import Suppression, suppress
from personadata.source import Source

SOURCE = Source("data/a.json", '[{"messages": [{"role": "user", "content": "你是谁？"}], "n": [[["深处"]]]}]'.encode())
FINDING = Finding("ID101", "leaked-identity", "m", spot=SOURCE.records[0].at(("messages", 0, "content")))
WHOLE = Finding("RA101", "too-few-samples", "3 samples, fewer than 20")


def entry(**given: object) -> Suppression:
    return Suppression("ID101", frozenset(["ID101", "RA101"]), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ({"text": "你是谁"}, True),
        ({"text": "深处"}, True),
        ({"text": "别的"}, False),
        ({"fingerprint": FINDING.fingerprint[:8]}, True),
        ({"fingerprint": "0" * 8}, False),
        ({"text": "你是谁", "fingerprint": "0" * 8}, False),
        ({"text": "你是谁", "files": re.compile(".*/data/a.json")}, True),
        ({"text": "你是谁", "files": re.compile(".*/b.json")}, False),
    ],
)
def test_everything_that_an_entry_says_has_to_be_true(given: dict[str, object], accepted: bool) -> None:
    assert entry(**given).accepts(FINDING) is accepted


def test_a_finding_about_the_whole_is_told_by_its_message() -> None:
    assert entry(text="fewer than 20").accepts(WHOLE)
    assert not entry(text="fewer than 20", files=re.compile(".*")).accepts(WHOLE)


def test_uses_are_counted_and_rules_that_did_not_run_are_not_asked() -> None:
    used, idle, other = entry(text="你是谁"), entry(text="别的"), Suppression("DU", frozenset(["DU101"]), "你是谁")
    assert suppress([FINDING, WHOLE, FINDING], [used, idle, other], {"ID101"}) == [WHOLE]
    assert [(one.used, one.asked) for one in (used, idle, other)] == [(2, True), (0, True), (0, False)]
