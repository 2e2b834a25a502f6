"""What the places of an equation are worth at a point, and what would make it true there.

From the value of the other side one goes down to a place, undoing what stands around it: of
`2*u = 6` the place u is asked to be 3. All in enclosures, so that a change whose value differs
from what is asked for certainly leaves the equation false; where something cannot be undone
(sines, arrays, branches) nothing is known.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from derivcheck.evaluation.arithmetic import Arithmetic, NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import Operator
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Apply, Comparison, Term
from derivcheck.verify.repair.edits.sites import Site

#: what an evaluation says where a place has no value, or none is known
ABSENT = (NoValue, Undetermined, Unsupported, LookupError)

#: values one of which a place must have; None where nothing is known
Asked = tuple[Any, ...] | None

_O = Operator
#: functions that are undone by another one; what is asked for may lie outside of their range
_INVERSE = {
    _O.LOG: _O.EXP,
    _O.ATAN: _O.TAN,
    _O.ASIN: _O.SIN,
    _O.ACOS: _O.COS,
    _O.SINH: _O.ASINH,
    _O.ASINH: _O.SINH,
    _O.ATANH: _O.TANH,
    _O.ACOSH: _O.COSH,
}
#: the same where the values of the function have bounds
_BOUNDED = {_O.EXP: _O.LOG, _O.TANH: _O.ATANH, _O.COSH: _O.ACOSH}


class Worth:
    """The places of an equation between scalars at one point."""

    def __init__(self, goal: Comparison, scope: Scope, evaluator: Evaluator, generic: bool) -> None:
        self.goal, self.scope, self.evaluator = goal, scope, evaluator
        #: whether the point is random, so that a line must have a value there
        self.generic = generic
        self.arithmetic: Arithmetic = evaluator.arithmetic
        self._asked: dict[int, Asked] = {}
        left, right = self.of(goal.left), self.of(goal.right)
        #: whether both sides have values there, which differ
        self.differs = left is not None and right is not None and self._differ(left, right)

    def of(self, term: Term | None) -> Any:
        """The value of a scalar, if it is known."""
        if term is None or not term.shape.is_scalar:
            return None
        try:
            return self.evaluator.value(term)[0][0]
        except ABSENT:
            return None

    def at(self, node: syntax.Node) -> Any:
        """The value of a part of the line."""
        return self.of(self.scope.remembered(node))

    def asked(self, site: Site) -> Asked:
        """The values that would make the equation true there, everything else as written."""
        key = id(site.node)
        if key not in self._asked:
            with self.arithmetic.active():
                try:
                    self._asked[key] = self._undone(site)
                except ABSENT:
                    self._asked[key] = None
        return self._asked[key]

    def admits(self, site: Site, changed: syntax.Expression) -> bool:
        """Whether something else at a place may make the equation true there."""
        asked = self.asked(site)
        if asked is None:
            return True
        try:
            term = self.scope.elaborate_expression(changed)
        except LanguageError:
            return False
        if not term.shape.is_scalar:
            return True
        try:
            value = self.evaluator.value(term)[0][0]
        except NoValue:
            return not (self.differs and self.generic)
        except ABSENT:
            return True
        return not all(self._differ(value, each) for each in asked)

    def _differ(self, a: Any, b: Any) -> bool:
        """Whether two values are certainly not the same."""
        with self.arithmetic.active():
            try:
                return not self.arithmetic.is_zero(a - b)
            except Undetermined:
                return False

    # Going down ---------------------------------------------------------------------------

    def _undone(self, site: Site) -> Asked:
        around = site.around
        if around is None:
            return self._other_side(site.node)
        above = self.asked(around)
        if above is None:
            return None
        undo = self._inverse(around.node, site.node)
        if undo is None:
            return None
        return tuple(value for each in above for value in undo(each))

    def _other_side(self, side: syntax.Node) -> Asked:
        term = self.scope.remembered(side)
        for one, other in ((self.goal.left, self.goal.right), (self.goal.right, self.goal.left)):
            if term is one:
                value = self.of(other)
                return None if value is None else (value,)
        return None

    def _inverse(self, node: syntax.Node, part: syntax.Node) -> Any:
        """What takes a value of the node to the values that a part of it must have."""
        match node:
            case syntax.Negative():
                return lambda w: (-w,)
            case syntax.Binary(operator=operator, left=left, right=right):
                other = self.at(right if part is left else left)
                if other is None or self.at(part) is None:
                    return None
                return self._operand(operator, other, part is left)
            case syntax.Call(arguments=(argument,)) if argument is part:
                term = self.scope.remembered(node)
                inner = self.scope.remembered(part)
                if (
                    isinstance(term, Apply)
                    and len(term.arguments) == 1
                    and term.arguments[0] is inner
                ):
                    return partial(self._argument, term.operator)
        return None

    def _operand(self, operator: str, other: Any, first: bool) -> Any:
        r = self.arithmetic
        match operator, first:
            case "+", _:
                return lambda w: (w - other,)
            case "-", True:
                return lambda w: (w + other,)
            case "-", False:
                return lambda w: (other - w,)
            case "*", _:
                return lambda w: (r.div(w, other),)
            case "/", True:
                return lambda w: (w * other,)
            case "/", False:
                return lambda w: (r.div(other, w),)
            case "^", True:
                return partial(self._base, other)
            case "^", False:
                log = partial(r.function, _O.LOG)
                return lambda w: (r.div(log(w), log(other)),)
        return None

    def _base(self, exponent: Any, value: Any) -> tuple[Any, ...]:
        """Every u with u^exponent = value."""
        r = self.arithmetic
        power = r.fraction(exponent)
        if power is None or power == 0:
            raise Undetermined("a power with a varying exponent")
        sign = r.sign(value)
        whole = power.denominator == 1
        if sign == 0:
            raise Undetermined("a root of 0")
        if sign < 0 and not (whole and power.numerator % 2):
            return ()
        root = r.rational_power(-value if sign < 0 else value, Fraction(1) / power)
        if sign < 0:
            return (-root,)
        return (root, -root) if whole and power.numerator % 2 == 0 else (root,)

    def _argument(self, function: Operator, value: Any) -> tuple[Any, ...]:
        """Every u with function(u) = value, and perhaps others."""
        r = self.arithmetic
        if function in _INVERSE:
            return (r.function(_INVERSE[function], value),)
        if function in _BOUNDED:
            try:
                u = r.function(_BOUNDED[function], value)
            except NoValue:
                return ()
            return (u, -u) if function is _O.COSH else (u,)
        if function is _O.SQRT:
            return () if r.sign(value) < 0 else (value * value,)
        if function is _O.ABS:
            return () if r.sign(value) < 0 else (value, -value)
        raise Undetermined(f"what {function.value} takes to a value")
