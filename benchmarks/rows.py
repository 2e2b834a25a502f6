"""The scalar identities of `derivations/`, each as a true and as a false row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from derivcheck.language.errors import LanguageError
from derivcheck.language.terms import Comparison, Context, Term, add, constant, walk
from derivcheck.verify.folders import load
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.source import Derivation

FOLDER = Path(__file__).parent.parent / "derivations"


@dataclass(frozen=True)
class Row:
    """`left = right` under the assumptions of the context, and whether it is true."""

    name: str
    left: Term
    right: Term
    context: Context
    holds: bool

    @property
    def goal(self) -> Comparison:
        """The row as a proposition."""
        return Comparison("=", self.left, self.right)


def rows() -> Iterator[Row]:
    """Scalar identities without an erratum, and the same with 1/1000 added to one side."""
    off = constant(Fraction(1, 1000))
    for derivation in load([str(FOLDER)]).derivations:
        for name, goal, context in _identities(derivation):
            yield Row(name, goal.left, goal.right, context, holds=True)
            yield Row(f"{name} + 1/1000", goal.left, add(goal.right, off), context, holds=False)


def _identities(derivation: Derivation) -> Iterator[tuple[str, Comparison, Context]]:
    for claim in derivation.claims:
        if claim.claim is None or claim.erratum is not None:
            continue
        try:
            scope = proposition_scope(derivation, claim)
            goal = scope.proposition(claim.claim.value)
        except LanguageError:
            continue
        if isinstance(goal, Comparison) and goal.relation == "=" and _is_scalar(goal):
            yield claim.id.value, goal, scope.context(goal)


def _is_scalar(goal: Comparison) -> bool:
    terms = [part for part in walk(goal) if isinstance(part, Term)]
    return all(part.shape.is_scalar for part in terms)
