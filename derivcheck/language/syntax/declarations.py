"""Types, headings of definitions, and the lines of chains as written."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language.syntax.expressions import Range
from derivcheck.language.syntax.nodes import Expression, Node, Proposition


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
