"""Scalar inequalities: success proves `term >= 0` (or > 0) wherever the term has a value.

The ways, cheapest first: rules of signs and the normal form; a minimum of branches bounded
branch by branch; a split at kinks; Gram matrices of words; the differences of the symbols in
every order; the signs of derivatives along one symbol; slack symbols for linear assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.deciders._facts.definedness import continuous
from derivcheck.deciders._facts.natural import where_defined
from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.solving import linear, solution_for_zero
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._induction.index_induction import by_induction
from derivcheck.deciders._inequalities.aggregate_bounds import bounded_below
from derivcheck.deciders._inequalities.gram import gram_nonnegative
from derivcheck.deciders._inequalities.gram_scalars import in_lengths
from derivcheck.deciders._inequalities.orderings import nonnegative_in_every_order
from derivcheck.deciders._inequalities.slack import slackened
from derivcheck.deciders._intervals.patterns import Work
from derivcheck.deciders._intervals.univariate import nonnegative_along
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import exchanged, fresh, replaced
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Comparison,
    Context,
    Term,
    Variable,
    multiply,
    negate,
    power,
    subtract,
    walk,
)

_O = Operator

#: regions looked at before giving up
_MOST = 60


def nonnegative(term: Term, context: Context, strict: bool = False) -> str | None:
    """What proves the inequality, in words; None where nothing does."""
    search = _Search()
    proof = search.of(term, where_defined(term, context), strict)
    if proof is not None:
        return proof

    def holds(other: Term, inside: Context, strict: bool) -> bool:
        return search.of(other, inside, strict) is not None

    return by_induction(term, context, strict, holds)


class _Search:
    def __init__(self) -> None:
        self.left = _MOST
        self.slacks = 1
        self.work = Work()

    def of(self, term: Term, context: Context, strict: bool) -> str | None:
        """The first way that closes."""
        self.left -= 1
        if self.left < 0:
            return None
        context = told(context)
        facts = Facts(context)
        if facts.positive(term) if strict else facts.nonnegative(term):
            return "rules of signs"
        if not term.shape.is_scalar:
            return None
        branches = concave_branches(term, facts)
        if branches is not None:
            return self._all(((branch, context) for branch in branches), strict)
        atom = next(atoms(term, context.declarations.keys()), None)
        if atom is not None:
            return self._split(term, atom, context, strict)
        return self._smooth(term, context, strict)

    def _all(self, goals: Iterator[tuple[Term, Context]], strict: bool) -> str | None:
        proofs = []
        for term, context in goals:
            proof = self.of(term, context, strict)
            if proof is None:
                return None
            proofs += proof.split("; ")
        return "; ".join(dict.fromkeys(proofs)) or "no point is left"

    def _split(self, term: Term, atom: Term, context: Context, strict: bool) -> str | None:
        """Both sides of an atom; where nothing jumps they hold its zeros, too."""
        goals: list[tuple[Term, Context]] = []
        weak = continuous(term)
        for sign in (1, -1):
            relation = (">=" if weak else ">") if sign > 0 else ("<=" if weak else "<")
            condition = Comparison(relation, atom, ZERO)  # type: ignore[arg-type]
            inside = replace(context, assumptions=(*context.assumptions, condition))
            side = on_side(term, atom, sign)
            assert isinstance(side, Term)
            if not impossible(inside):
                goals.append((side, inside))
        if not weak:
            solved = solution_for_zero(atom, context)
            if solved is None:
                return None
            values = {solved.variable.name: solved.value}
            kept = tuple(replaced(a, values) for a in context.assumptions)
            here = on_side(term, atom, 0)
            assert isinstance(here, Term)
            inside = solved.restrict(replace(context, assumptions=kept))
            goals.append((replaced(here, values), inside))
        return self._all(iter(goals), strict)

    def _smooth(self, term: Term, context: Context, strict: bool) -> str | None:
        if not strict and gram_nonnegative(term, context):
            return "a Gram matrix"
        if not strict and bounded_below(term, Facts(context)):
            return "bounds of norms, means and traces"
        if not strict and nonnegative_in_every_order(term, context):
            return "differences of the symbols in every order"
        written = in_lengths(term, context)
        if written is not None:
            proof = self.of(*written, strict)
            return None if proof is None else f"{proof}, in lengths and cosines"
        if not strict and self._isolates_root(term, context):
            return "squares of both sides of a root"
        variables = _scalars(term, context)
        try:
            for variable in variables:
                if nonnegative_along(term, variable, context, strict, self.work):
                    return f"the signs of derivatives along {variable.name}"
        except UnsupportedDifferential:
            pass
        slack = slackened(term, context) if self.slacks else None
        if slack is None:
            return None
        self.slacks -= 1
        try:
            return self.of(*slack, strict)
        finally:
            self.slacks += 1

    def _isolates_root(self, term: Term, context: Context) -> bool:
        """p - k sqrt(q) >= 0 for k, p >= 0 where p^2 - k^2 q >= 0"""
        found = isolated_root(term, context)
        if found is None:
            return False
        rest, factor, radicand = found
        if not (Facts(context).nonnegative(factor) and self.of(rest, context, strict=False)):
            return False
        gap = subtract(power(rest, 2), multiply(power(factor, 2), radicand))
        return self.of(gap, context, strict=False) is not None


def isolated_root(term: Term, context: Context) -> tuple[Term, Term, Term] | None:
    """p, k and q of a term p - k sqrt(q) that is linear in its only root."""
    roots = {p for p in walk(term) if isinstance(p, Apply) and p.operator is _O.SQRT}
    if len(roots) != 1:
        return None
    (root,) = roots
    name = fresh("root", context)
    marker = Variable(root.shape, name)
    found = linear(exchanged(term, root, marker), name)
    if found is None or found[0] == ZERO or not root.shape.is_scalar:
        return None
    return found[1], negate(found[0]), root.arguments[0]


def _scalars(term: Term, context: Context) -> list[Variable]:
    """The real scalars that occur."""
    found = {
        part.name: part
        for part in walk(term)
        if isinstance(part, Variable) and part.shape.is_scalar and not part.indices
    }
    declared = context.declarations
    return [
        found[name]
        for name in sorted(found)
        if name not in declared or declared[name].kind == "real"
    ]


# Minima of branches -----------------------------------------------------------------------


def concave_branches(term: Term, facts: Facts) -> tuple[Term, Term] | None:
    """Two terms whose minimum the term is, by a kink that enters it downwards.

    `c - abs(u)` is the minimum of `c - u` and `c + u`, so both have to be nowhere negative.
    """
    return _replaced_kink(term, facts, up=True)


def _replaced_kink(term: Term, facts: Facts, up: bool) -> tuple[Term, Term] | None:
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            for place, part in enumerate((a, b)):
                found = _replaced_kink(part, facts, up)
                if found is not None:
                    other = (b, a)[place]
                    return _pair(term, found, other, place)
            return None
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            found = _replaced_kink(a, facts, not up)
            return None if found is None else (negate(found[0]), negate(found[1]))
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            for place, factor in ((1, a), (0, b)):
                if facts.nonnegative(factor):
                    found = _replaced_kink((a, b)[place], facts, up)
                    if found is not None:
                        return _pair(term, found, factor, place)
            return None
        case Apply(operator=_O.DIVIDE, arguments=(a, b)) if facts.nonnegative(b):
            found = _replaced_kink(a, facts, up)
            return None if found is None else _pair(term, found, b, 0)
        case Apply(operator=_O.ABS, arguments=(u,)) if not up:
            return u, negate(u)
        case Apply(operator=_O.RELU, arguments=(u,)) if not up:
            return u, ZERO
        case Apply(operator=_O.MAXIMUM, arguments=(a, b)) if not up:
            return a, b
        case Apply(operator=_O.MINIMUM, arguments=(a, b)) if up:
            return a, b
        case _:
            return None


def _pair(term: Apply, found: tuple[Term, Term], other: Term, place: int) -> tuple[Term, Term]:
    first, second = (
        replace(term, arguments=(part, other) if place == 0 else (other, part)) for part in found
    )
    return first, second
