"""Random trees of every kind of node, as the parser can produce them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st

from derivcheck.language import syntax as s

T = TypeVar("T")

_NAMES = ["x", "y", "A", "T", "theta", "lambda", "d_", "W1", "oo", "sum", "at"]
_DIGITS = ["0", "1", "2", "0.10", "1.5", "1e-3", "2E2"]
_OPERATORS = ["+", "-", "*", "/", "@", ".*", "./", "^", ".^"]
_RELATIONS = ["=", "!=", "<", "<=", ">", ">="]
_WORDS = ["symmetric", "positive definite", "invertible", "orthogonal", "diagonal"]


@dataclass(frozen=True)
class Grower:
    """Draws trees of at most `depth` levels."""

    draw: st.DrawFn
    depth: int

    def one(self, items: list[T]) -> T:
        return self.draw(st.sampled_from(items))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def some(self, grow: Callable[[], T], least: int, most: int) -> tuple[T, ...]:
        return tuple(grow() for _ in range(self.draw(st.integers(least, most))))

    @property
    def below(self) -> Grower:
        return Grower(self.draw, self.depth - 1)

    def word(self) -> str:
        return self.one(_NAMES)

    def name(self) -> s.Name:
        return s.Name(self.word())

    # Expressions ---------------------------------------------------------------------------

    def expression(self) -> s.Expression:
        if self.depth == 0 or self.draw(st.integers(0, 3)) == 0:
            digits = self.one(_DIGITS)
            return self.name() if self.maybe() else s.Number(Fraction(digits), digits)
        return self.one(_EXPRESSIONS)(self.below)

    def variable(self) -> s.Expression:
        return self.name() if self.maybe() else s.ArrayLiteral(self.some(self.name, 1, 2))

    def index(self) -> s.Expression:
        return s.Whole() if self.maybe() else self.expression()

    def keyword(self) -> tuple[str, s.Expression]:
        return self.word(), self.expression()

    def call(self) -> s.Expression:
        keywords = self.some(self.keyword, 0, 2)
        arguments = self.some(self.expression, 0 if keywords else 1, 3)
        return s.Call(self.one(["f", "sin", "d", "O", "sum", "span", "x"]), arguments, keywords)

    def branch(self) -> tuple[s.Expression, s.Proposition]:
        return self.expression(), self.condition()

    def cases(self) -> s.Expression:
        branches = self.some(self.branch, 0, 2)
        otherwise = self.expression() if self.maybe() or not branches else None
        return s.Cases(branches, otherwise)

    def range(self) -> s.Range:
        condition = self.condition() if self.maybe() else None
        ends = self.expression(), self.expression()
        return s.Range(self.word(), *ends, self.maybe(), condition)

    def binding(self) -> tuple[s.Expression, s.Expression]:
        target: s.Expression = self.name()
        if self.maybe():
            target = s.Subscript(target, self.some(self.index, 1, 2))
        return target, self.expression()

    def approach(self) -> tuple[str, s.Expression, str]:
        return self.word(), self.expression(), self.one(["", "+", "-"])

    def point(self) -> tuple[s.Expression, s.Expression, s.Expression | None]:
        at = self.expression() if self.maybe() else None
        return self.expression(), self.expression(), at

    # Propositions --------------------------------------------------------------------------

    def condition(self) -> s.Proposition:
        """A proposition; where brackets are needed round it, the printer sets them."""
        below = self.below if self.depth else self
        if self.depth == 0 or self.maybe():
            return self.one(_BARE)(below)
        return self.one(_COMPOUND)(below)

    def chain(self) -> s.Relation:
        relations = self.some(lambda: self.one(_RELATIONS), 1, 2)
        operands = tuple(self.expression() for _ in range(len(relations) + 1))
        return s.Relation(operands, relations)

    def implication(self) -> s.Proposition:
        unknowns = self.some(self.word, 0, 2)
        return s.Implication(self.condition(), self.condition(), self.maybe(), unknowns)

    # Types ---------------------------------------------------------------------------------

    def type(self) -> s.TypeSyntax:
        if self.depth and self.draw(st.integers(0, 2)) == 0:
            arguments = self.below.some(self.below.type, 1, 2)
            return s.TypeSyntax("function", arguments=arguments, result=self.below.type())
        kind = self.one(["scalar", "vector", "matrix", "index", "size"])
        sizes = {"vector": 1, "matrix": 2}.get(kind, 0)
        return s.TypeSyntax(
            kind,
            self.some(self.expression, sizes, sizes),
            self.some(lambda: (self.one(_RELATIONS[1:]), self.expression()), 0, 2),
            self.some(lambda: self.one(_PIECES)(self), 0, 2),
            self.some(lambda: self.one(_WORDS), 0, 2),
        )

    def family(self) -> s.TypeSyntax:
        t = self.type()
        ranges = self.some(self.range, 0, 2)
        return s.TypeSyntax(
            *(t.kind, t.sizes, t.bounds, t.union, t.words, t.arguments, t.result), ranges=ranges
        )

    def heading(self) -> s.Heading:
        if self.maybe():
            return s.Heading(self.word(), self.some(self.expression, 0, 2))
        return s.Heading(self.word(), parameters=self.some(self.word, 0, 2))

    def step(self) -> s.Step:
        relation = self.one([None, *_RELATIONS, "=>", "<=>"])
        if relation in ("=>", "<=>"):
            return s.Step(relation, self.condition())
        if relation is None:
            return s.Step(relation, self.expression() if self.maybe() else self.condition())
        return s.Step(relation, self.expression() if self.maybe() else self.chain())


_EXPRESSIONS: list[Callable[[Grower], s.Expression]] = [
    lambda g: s.Negative(g.expression()),
    lambda g: s.Binary(g.one(_OPERATORS), g.expression(), g.expression()),
    lambda g: s.Binary("^", g.expression(), g.expression()),
    lambda g: s.Transpose(g.expression()),
    lambda g: s.Subscript(g.expression(), g.some(g.index, 1, 2)),
    lambda g: s.ArrayLiteral(g.some(g.expression, 1, 3)),
    lambda g: g.call(),
    lambda g: g.cases(),
    lambda g: s.Indicator(g.condition()),
    lambda g: s.Iterated(g.one(["sum", "prod", "max", "min"]), g.expression(), g.range()),
    lambda g: s.At(g.expression(), g.some(g.binding, 1, 2)),
    lambda g: s.Limit(g.expression(), *g.approach()),
    lambda g: s.Subdiff(*g.point()),
    lambda g: s.Argmin(g.expression(), g.variable(), g.some(g.condition, 0, 2)),
]

_BARE: list[Callable[[Grower], s.Proposition]] = [
    lambda g: g.chain(),
    lambda g: s.Member(g.expression(), g.expression()),
    lambda g: s.AsTends(g.chain(), *g.approach()),
    lambda g: s.Predicate(g.one(["convex", "concave"]), g.expression(), g.variable()),
    lambda g: s.Predicate("differentiable", *g.point()),
]

_COMPOUND: list[Callable[[Grower], s.Proposition]] = [
    lambda g: s.Not(g.condition()),
    lambda g: s.And(g.some(g.condition, 2, 3)),
    lambda g: s.Or(g.some(g.condition, 2, 3)),
    lambda g: g.implication(),
    lambda g: s.ForEvery(g.condition(), g.some(g.word, 1, 2)),
    lambda g: s.ForEvery(g.condition(), range=g.range()),
]

_PIECES: list[Callable[[Grower], s.Interval | s.Finite | s.Range]] = [
    lambda g: s.Interval(g.expression(), g.expression(), g.maybe(), g.maybe()),
    lambda g: s.Finite(g.some(g.expression, 1, 2)),
    lambda g: s.Range("", g.expression(), g.expression(), g.maybe()),
]


@st.composite
def trees(draw: st.DrawFn, grow: Callable[[Grower], T], depth: int = 4) -> T:
    """What `grow` draws."""
    return grow(Grower(draw, depth))


_x = s.Name("x")
_zero = s.Number(Fraction(0), "0")
_equation = s.Relation((_x, _zero), ("=",))
_range = s.Range("i", _zero, _x)

EVERY_KIND: list[s.Node] = [
    *(_x, _zero, _equation, _range, s.Negative(_x), s.Binary("+", _x, _x), s.Transpose(_x)),
    *(s.Call("f", (_x,)), s.Whole(), s.Subscript(_x, (_zero,)), s.ArrayLiteral((_x,))),
    *(s.Cases(((_x, _equation),)), s.Indicator(_equation), s.Iterated("sum", _x, _range)),
    *(s.At(_x, ((_x, _zero),)), s.Limit(_x, "x", _zero), s.Subdiff(_x, _x), s.Argmin(_x, _x)),
    *(s.Member(_x, _x), s.Predicate("convex", _x, _x), s.Not(_equation)),
    *(s.And((_equation, _equation)), s.Or((_equation, _equation))),
    *(s.Implication(_equation, _equation, both=True), s.ForEvery(_equation, ("x",))),
    *(s.AsTends(_equation, "x", _zero), s.Finite((_x,)), s.TypeSyntax("scalar")),
    s.Interval(_zero, _x, low_closed=True, high_closed=False),
    *(s.Heading("x"), s.Step("=", _x)),
]
