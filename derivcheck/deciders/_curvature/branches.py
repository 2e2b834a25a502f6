"""The curvature of `cases`: the same branch everywhere, or the larger of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._curvature.values import CONCAVE, CONVEX, UNKNOWN, Curvature
from derivcheck.deciders._facts.definedness import total
from derivcheck.language.terms import Comparison, Piecewise, subtract

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved


def piecewise(c: Curved, term: Piecewise) -> Curvature:
    """Branches that parameters choose, or the larger (smaller) of two branches."""
    values = [value for _, value in term.branches]
    if term.otherwise is not None:
        values.append(term.otherwise)
    if not any(c.moves(condition) for condition, _ in term.branches):
        return c.meet(*values)
    condition = term.branches[0][0]
    if not term.shape.is_scalar or len(values) != 2 or not isinstance(condition, Comparison):
        return UNKNOWN
    if not all(total(part, c.facts) for part in (*values, condition.left, condition.right)):
        return UNKNOWN
    if term.otherwise is None and _complement(condition) != term.branches[1][0]:
        return UNKNOWN
    inside, outside = c.facts.under(condition), c.facts.under(_complement(condition))
    gap = subtract(values[0], values[1])
    both = c.meet(*values)
    if both.convex and inside.nonnegative(gap) and outside.nonpositive(gap):
        return CONVEX
    if both.concave and inside.nonpositive(gap) and outside.nonnegative(gap):
        return CONCAVE
    return UNKNOWN


_COMPLEMENT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def _complement(condition: Comparison) -> Comparison:
    relation = _COMPLEMENT[condition.relation]
    return Comparison(relation, condition.left, condition.right)  # type: ignore[arg-type]
