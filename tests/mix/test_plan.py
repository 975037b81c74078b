"""How many rows of what, and how many epochs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.mix.advice import RECIPES
from personadata.mix.plan import Ask, Member, decide
from personadata.mix.remarks import remarks, unmet
from personadata.mix.spec import Wanted

OPEN, ALL = Wanted(), Wanted(whole=True)


def own(rows: int, wanted: int | None = None, tokens: float = 1) -> Member:
    return Member("persona", rows, Wanted(wanted), tokens)


def other(there: int, wanted: Wanted = OPEN, channel: str = "general", tokens: float = 1) -> Member:
    return Member(channel, there, wanted, tokens)


@pytest.mark.parametrize(
    ("ask", "persona", "others", "rows", "counts", "epochs"),
    [
        # nothing given: 1,000 general rows in all, exposures of about 550
        (Ask(), own(300), [other(5000)], 300, [1000], 2),
        (Ask(), own(300), [other(5000), other(5000)], 300, [500, 500], 2),
        (Ask(), own(300), [other(5000, Wanted(700)), other(5000)], 300, [700, 300], 2),
        (Ask(), own(300), [other(400)], 300, [400], 2),
        (Ask(), own(300), [other(5000), other(5000, OPEN, "medicine")], 300, [1000, 200], 2),
        (Ask(), own(50), [other(5000)], 50, [1000], 10),
        (Ask(), own(2000), [], 2000, [], 1),
        # the posts' recipe
        (Ask(epochs=10), own(50), [other(9000, Wanted(500)), other(9000, Wanted(500))], 50, [500, 500], 10),
        # rows, exposures and epochs
        (Ask(exposures=500), own(100), [], 100, [], 5),
        (Ask(exposures=500, epochs=1), own(100), [], 500, [], 1),
        (Ask(exposures=500), own(108, 500), [], 500, [], 1),
        # shares
        (Ask(share=0.05), own(50), [other(5000)], 50, [950], 10),
        (Ask(share=0.2), own(100), [other(400, ALL)], 100, [None], 6),
        (Ask(share=0.5), own(100), [other(400, ALL)], 400, [None], 1),
        (Ask(), own(100), [other(800, Wanted(800)), other(900, Wanted(share=0.1), "law")], 100, [800, 100], 6),
        (Ask(share=0.1), own(100), [other(9000), other(900, Wanted(share=0.2), "law")], 100, [700, 200], 6),
        # shares of everything
        (Ask(share=0.9), own(90), [other(5000, Wanted(share=0.1))], 90, [10], 6),
        (
            Ask(share=0.5),
            own(50),
            [other(900, Wanted(share=0.3)), other(900, Wanted(share=0.2), "law")],
            50,
            [30, 20],
            10,
        ),
        (Ask(exposures=49, epochs=3), own(100, 17), [], 17, [], 3),
        (Ask(share=0.1, by="tokens"), own(100, tokens=50), [other(9000, tokens=150)], 100, [300], 6),
    ],
)
def test_what_is_open_is_computed(
    ask: Ask, persona: Member, others: list[Member], rows: int, counts: list[int | None], epochs: float
) -> None:
    plan = decide(ask, persona, others)
    assert (plan.persona, list(plan.others), plan.epochs) == (rows, counts, epochs)


@pytest.mark.parametrize(
    ("ask", "persona", "others", "message"),
    [
        (Ask(share=0.1), own(100, 50), [other(500, Wanted(500))], "another one is given too"),
        (Ask(share=0.6), own(100), [other(500), other(9, Wanted(share=0.4), "law")], "add up to 100%"),
        (Ask(share=0.5), own(10), [other(500), other(500, Wanted(500))], "too many for a share of 50%"),
        (Ask(exposures=500, epochs=1), own(100, 100), [], "are 100 exposures, not 500"),
        (Ask(exposures=50, epochs=3), own(100), [], "100 persona rows and 3 epochs are 300 exposures, not 50"),
        (Ask(share=0.5), own(100), [], "needs other rows"),
        (
            Ask(share=0.5),
            own(100),
            [other(900, Wanted(share=0.1))],
            "add up to 60%, and there is a share for everything",
        ),
        (Ask(share=0.95), own(100), [other(900, Wanted(share=0.1))], "add up to 105%"),
        (
            Ask(),
            own(100),
            [other(2000, Wanted(2_000_001))],
            "general: 2,000,001 rows of 2,000 are more than 1,000 copies",
        ),
        (Ask(), own(100, 100_001), [], "persona: 100,001 rows of 100"),
        (Ask(exposures=1e12, epochs=1), own(100), [], "more than 1,000 copies"),
    ],
)
def test_contradictions(ask: Ask, persona: Member, others: list[Member], message: str) -> None:
    with pytest.raises(UserError, match=message):
        decide(ask, persona, others)


@given(
    st.integers(1, 2000),
    st.floats(0.01, 0.9),
    st.floats(1, 500),
    st.floats(1, 500),
    st.sampled_from(["rows", "tokens"]),
)
def test_a_share_is_reached_within_a_row(rows: int, share: float, mine: float, theirs: float, by: str) -> None:
    plan = decide(Ask(share=share, by=by), own(rows, tokens=mine), [other(10**9, tokens=theirs)])  # type: ignore[arg-type]
    mine, theirs = (mine, theirs) if by == "tokens" else (1.0, 1.0)
    count = plan.others[0]
    assert count is not None
    exact = rows * mine * (1 - share) / share / theirs
    assert abs(count - max(1, exact)) <= 0.5 + 1e-6 * exact


def test_the_posts_shares_are_those_of_the_evidence() -> None:
    posts = RECIPES[0]
    assert round(posts.identity / (posts.identity + posts.general), 3) == 0.048
    assert round(posts.tokens, 3) == 0.018
    assert posts.identity * posts.epochs == 500


@pytest.mark.parametrize(
    ("mix", "words"),
    [
        ((50, 1050, 1000, 3), "150 exposures may not stick"),
        ((400, 1400, 1000, 8), "3,200 exposures"),
        ((10, 1010, 1000, 50), "1.0% persona rows"),
        ((1500, 2000, 500, 1), "75% persona rows"),
        ((300, 499, 199, 2), "199 general rows"),
        ((300, 1300, 1000, 2), None),
    ],
)
def test_remarks(mix: tuple[int, int, int, float], words: str | None) -> None:
    found = remarks(*mix)
    assert not found if words is None else any(words in remark for remark in found)


@pytest.mark.parametrize(
    ("ask", "reached", "exposures", "short", "words"),
    [
        (Ask(share=0.02), 0.048, 600, True, "share is 4.8%, not the 2.0% asked for: there are too few other rows"),
        (Ask(share=0.1, by="tokens"), 0.12, 600, False, "share is 12.0%, not the 10.0% asked for"),
        (Ask(exposures=550, epochs=3), 0.1, 600, False, "600 exposures, not the 550 asked for"),
        (Ask(share=0.1), 0.1004, 600, False, None),
        (Ask(exposures=550), 0.1, 540, False, None),
        (Ask(), 0.1, 540, True, None),
    ],
)
def test_what_was_asked_and_is_not_reached(
    ask: Ask, reached: float, exposures: float, short: bool, words: str | None
) -> None:
    found = unmet(ask, reached, exposures, short)
    assert not found if words is None else any(words in line for line in found)
