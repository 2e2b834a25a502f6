"""Success proves that an expression has the stated shape for every size; failure, that it has not.

Shapes are compared as polynomials in the size symbols.
"""

from __future__ import annotations

from derivcheck.language.obligations import Counterexample, Effort, Finding, Obligation, Outcome
from derivcheck.language.sizes import ONE
from derivcheck.language.terms import HasShape

NAME = "shape"
ROUTE = "symbolic"
COST = 0


def accepts(obligation: Obligation) -> bool:
    """Claims about the shape of an expression."""
    return isinstance(obligation.goal, HasShape)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Compare both sizes; a vector has one."""
    del effort  # one comparison has no budget
    goal = obligation.goal
    assert isinstance(goal, HasShape)
    shape = goal.term.shape
    rows, columns = (*goal.sizes, ONE, ONE)[:2]
    if (shape.rows, shape.columns) == (rows, columns):
        return Finding(NAME, Outcome.PROVED, f"the expression is {shape}", sizes="all")
    stated = ", ".join(str(size) for size in goal.sizes)
    sentence = f"the expression is {shape}, not of shape [{stated}]"
    example = Counterexample(kind="shape", left=str(shape), right=f"[{stated}]", sentence=sentence)
    return Finding(NAME, Outcome.REFUTED, sentence, counterexample=example)
