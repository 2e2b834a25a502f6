"""Verdicts on scalar claims, by all deciders."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Effort
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide
from tests.deciders.asked import scope


def verdict(claim: str, given: Sequence[str] = ()) -> Verdict:
    """The verdict on a proposition whose names are real scalars."""
    names = scope(given=given)
    goal = names.proposition(claim)
    return decide(goal, names.context(goal), Effort()).verdict
