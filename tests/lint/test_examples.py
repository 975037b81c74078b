"""Every rule objects to its bad examples and to none of its good ones."""

from __future__ import annotations

import pytest

from personadata.lint.rules import RULES
from personadata.lint.testing import Case, cases, check_case


@pytest.mark.parametrize("case", [case for rule in RULES for case in cases(rule)], ids=str)
def test_example(case: Case) -> None:
    check_case(case)
