"""Factors between the two sides of equations, in the words of the claim."""

from __future__ import annotations

import pytest

from derivcheck import check


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("a*x = b*a <=> 2*a*x = 2*b*a", "forth: multiply by 2; back: multiply by 1/2"),
        ("x/(a^2 + 1) = b <=> x = b*(a^2 + 1)", "forth: multiply by a^2 + 1; back:"),
        ("exp(a)*x = exp(a)*b <=> x = b", "back: multiply by exp(a)"),
    ],
)
def test_the_factor_is_shown_as_it_would_be_typed(claim, told):
    found = check(claim)
    assert found.verdict.value == "proved"
    assert told in found.symbolic.words
