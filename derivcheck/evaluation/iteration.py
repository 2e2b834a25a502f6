"""Sums, products and extrema over ranges, and members of sequences by their recurrence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, reduce
from operator import add

from derivcheck.evaluation import arrays, linear
from derivcheck.evaluation.arithmetic import Array, NoValue, Unsupported
from derivcheck.evaluation.frame import Frame
from derivcheck.evaluation.scope import Scope
from derivcheck.language.terms import ForRange, Iterated, Recurrence, SequenceMember

#: the longest range that is gone through, and the furthest member of a sequence
LONGEST = 20_000
FURTHEST = 2_000


def integers(frame: Frame, index: str, loop: Iterated | ForRange, scope: Scope) -> Iterator[Scope]:
    """A scope for every integer of the range that satisfies the condition, in order."""
    start, stop = frame.integer(loop.start, scope), frame.integer(loop.stop, scope)
    down = isinstance(loop, Iterated) and loop.descending
    run = range(start, stop - 1, -1) if down else range(start, stop + 1)
    if len(run) > LONGEST:
        raise Unsupported(f"a range of {len(run)} integers")
    changed = frozenset({index})
    for k in run:
        inner = Scope(scope.arithmetic, scope, changed, indices={index: k})
        if loop.condition is None or frame.truth(loop.condition, inner):
            yield inner


class Iterations(Frame):
    """The part of the evaluator that goes through integers."""

    def iterated(self, term: Iterated, scope: Scope) -> Array:
        """An empty sum is 0, an empty product 1 or the identity, an empty maximum nothing."""
        r = scope.arithmetic
        inners = integers(self, term.index, term, scope)
        values = (self.evaluate(term.body, inner) for inner in inners)
        first = next(values, None)
        if first is None:
            return self._empty(term, scope)
        match term.kind:
            case "sum":
                return reduce(partial(arrays.pairwise, add), values, first)
            case "prod" if term.shape.is_scalar:
                return arrays.scalar(
                    reduce(lambda a, b: r.settle(a * b[0][0]), values, first[0][0])
                )
            case "prod":
                return reduce(
                    lambda a, b: arrays.each(r.settle, linear.matmul(a, b)), values, first
                )
            case "max":
                return reduce(lambda a, b: arrays.pairwise(r.maximum, a, b), values, first)
            case "min":
                return reduce(lambda a, b: arrays.pairwise(r.minimum, a, b), values, first)

    def _empty(self, term: Iterated, scope: Scope) -> Array:
        r = scope.arithmetic
        if term.kind in ("max", "min"):
            raise NoValue(f"the {term.kind}imum of nothing")
        rows, columns = self.shape(term.shape, scope)
        if term.kind == "sum":
            return ((r.number(0),) * columns,) * rows
        if rows != columns:
            raise NoValue("an empty product that is not square")
        return linear.identity(r, rows)

    # Sequences ----------------------------------------------------------------------------

    def sequence_member(self, term: SequenceMember, scope: Scope) -> Array:
        """By its start or its step; members on the way are computed once, lowest first."""
        rule = self.context.recurrences.get(term.sequence)
        if rule is None:
            raise Unsupported(f"{term.sequence} without a definition")
        t = self.integer(term.index, scope)
        home = self._home(rule, scope)
        lowest = min((k for k, _ in rule.starts), default=0)
        if t - lowest > FURTHEST:
            raise Unsupported(f"member {t} of a sequence")
        known = home.memo.get((rule.name, t))
        if known is not None:
            return known
        for k in range(lowest, t if (rule.name, t - 1) not in home.memo else lowest):
            try:
                self._member(rule, k, home)
            except NoValue:
                continue  # raised again if a later member asks for this one
        return self._member(rule, t, home)

    def _home(self, rule: Recurrence, scope: Scope) -> Scope:
        """The innermost scope that changes what the members depend on."""
        while scope.parent is not None and rule.name not in scope.changed:
            scope = scope.parent
        return scope

    def _member(self, rule: Recurrence, t: int, scope: Scope) -> Array:
        key = (rule.name, t)
        known = scope.memo.get(key)
        if known is not None:
            return known
        for k, start in rule.starts:
            if k == t:
                value = self.evaluate(start, scope)
                break
        else:
            if t < min((k for k, _ in rule.starts), default=0):
                raise NoValue(f"{rule.name}[{t}] comes before the first member")
            inner = Scope(
                scope.arithmetic,
                scope,
                frozenset({rule.index}),
                indices={rule.index: t},
            )
            value = arrays.each(scope.arithmetic.settle, self.evaluate(rule.step, inner))
        scope.memo[key] = value
        return value
