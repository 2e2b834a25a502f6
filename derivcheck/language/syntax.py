"""Claims as written: frozen trees, one node for each construct of the language.

Nothing is simplified here and no name is resolved; `elaboration` turns these trees into typed
terms. Equality ignores spans, so that a tree equals what is read back from its print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from derivcheck.language.positions import Span

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything with a place in the text."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


class Expression(Node):
    """A scalar, an array, or a set (`subdiff`, `span`, `colspace`, `rowspace`)."""

    __slots__ = ()


class Proposition(Node):
    """Something that is true or false at a point, or for a function as a whole."""

    __slots__ = ()


# Expressions ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """`2`, `1.5`, `1e-3`: an exact non-negative rational with the digits as written.

    `digits` is the written text (`"0.10"`); equality is by value and digits.
    """

    value: Fraction
    digits: str


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A symbol, definition, size, bound name, `pi`, `oo`, `I`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """`-x`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """`left operator right`, operator one of `+ - * / @ .* ./ ^ .^` (`**` is read as `^`)."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Transpose(Expression):
    """`X'` or `X.T`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """`function(arguments, keyword=value)`: a function of the table or of the file.

    Also the derivatives `d D grad jac hess deriv`, `O(a^2)`, `shape(e)`, `span(v, w)`,
    `colspace(A)`, `rowspace(A)`.
    """

    function: str
    arguments: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True)
class Whole(Expression):
    """The `:` in `A[i, :]`."""


@dataclass(frozen=True, slots=True)
class Subscript(Expression):
    """`base[i]`, `base[i, j]`, `base[i, :]`."""

    base: Expression
    indices: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ArrayLiteral(Expression):
    """`[1, 2, 3]` or `[[1, 2], [3, 4]]`; also an interval or a list of variables."""

    entries: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Cases(Expression):
    """`cases(value if condition, ..., value otherwise)`."""

    branches: tuple[tuple[Expression, Proposition], ...]
    otherwise: Expression | None = None


@dataclass(frozen=True, slots=True)
class Indicator(Expression):
    """`indicator(condition)`: 1 or 0, entry by entry."""

    condition: Proposition


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`i in start..stop`, `i in start downto stop`, with an optional `if condition`."""

    index: str
    start: Expression
    stop: Expression
    descending: bool = False
    condition: Proposition | None = None


@dataclass(frozen=True, slots=True)
class Iterated(Expression):
    """`sum(body for i in a..b)` or `prod(body for i in a downto b)`; kind is `sum` or `prod`.

    Also `max`, `min` over a range.
    """

    kind: str
    body: Expression
    range: Range


@dataclass(frozen=True, slots=True)
class At(Expression):
    """`at(body, x = value, ...)`; the targets are names or subscripted names."""

    body: Expression
    bindings: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Limit(Expression):
    """`lim(body, variable -> point)`; side is `+`, `-` or `` for both."""

    body: Expression
    variable: str
    point: Expression
    side: str = ""


@dataclass(frozen=True, slots=True)
class Subdiff(Expression):
    """`subdiff(f, x)` or `subdiff(f, x = 0)`."""

    function: Expression
    variable: Expression
    point: Expression | None = None


@dataclass(frozen=True, slots=True)
class Argmin(Expression):
    """`argmin(f, x, C1, C2)`; the variable is a name or a list of names."""

    function: Expression
    variable: Expression
    constraints: tuple[Proposition, ...] = ()


# Propositions -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Relation(Proposition):
    """`a = b <= c`: operands one longer than relations, each of `= != < <= > >=`."""

    operands: tuple[Expression, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member(Proposition):
    """`g in subdiff(f, x)`, `v in span(a, b)`, `x in colspace(A)`."""

    element: Expression
    collection: Expression


@dataclass(frozen=True, slots=True)
class Predicate(Proposition):
    """`convex(f, x)`, `concave(f, [x1, x2])`, `differentiable(f, x = 0)`.

    `point` is the value after `=` in the last argument.
    """

    name: str
    function: Expression
    variable: Expression
    point: Expression | None = None


@dataclass(frozen=True, slots=True)
class Not(Proposition):
    """`not P`."""

    operand: Proposition


@dataclass(frozen=True, slots=True)
class And(Proposition):
    """`P and Q`."""

    operands: tuple[Proposition, ...]


@dataclass(frozen=True, slots=True)
class Or(Proposition):
    """`P or Q`."""

    operands: tuple[Proposition, ...]


@dataclass(frozen=True, slots=True)
class Implication(Proposition):
    """`E1 => E2` or, with `both`, `E1 <=> E2`; `for theta, c` names the unknowns."""

    left: Proposition
    right: Proposition
    both: bool
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForEvery(Proposition):
    """`P for every c`; with `range` (in `given:`) `P for i in 1..n if i != k`."""

    operand: Proposition
    names: tuple[str, ...] = ()
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class AsTends(Proposition):
    """`f = g + O(a^2) as a -> 0`; side as in `Limit`."""

    relation: Relation
    variable: str
    point: Expression
    side: str = ""


# Types ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """`(0, 1)`, `[0, oo)`: ends may be `-oo`, `oo`."""

    low: Expression
    high: Expression
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Finite(Node):
    """`{-1, 1}`."""

    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class TypeSyntax(Node):
    """`matrix[n, d] symmetric`, `scalar > 0`, `index in 1..n`, `function(scalar) -> scalar`.

    kind: `scalar vector matrix index size function`. `bounds` are pairs (relation,
    expression) such as (`>`, 0); `union` holds the pieces after `in`; `words` the structure
    (`symmetric`, `positive definite`, `invertible`, `orthogonal`, `diagonal`). For functions
    `arguments` and `result`. `range` is the family's range after `for` (`for k in 1..H`).
    """

    kind: str
    sizes: tuple[Expression, ...] = ()
    bounds: tuple[tuple[str, Expression], ...] = ()
    union: tuple[Interval | Finite | Range, ...] = ()
    words: tuple[str, ...] = ()
    arguments: tuple[TypeSyntax, ...] = ()
    result: TypeSyntax | None = None
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """What stands left of the colon in `symbols:` and `define:`.

    `x`, `W[k]`, `sigma(z)`, `v[0]`: `indices` for subscripts, `parameters` for arguments.
    """

    name: str
    indices: tuple[Expression, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step(Node):
    """One line of a chain: `relation expression`, or on the first line what stands there.

    relation is one of `= != < <= > >= <=> =>` or None on a first line; content is an
    expression, or a proposition (first lines that are equations, lines of `<=>` chains).
    """

    relation: str | None
    content: Expression | Proposition
