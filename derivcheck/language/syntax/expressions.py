"""Expressions as written: scalars, arrays and sets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivcheck.language.syntax.nodes import Expression, Node, Proposition


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
