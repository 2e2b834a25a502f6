"""The nodes of terms, one for each construct that has a value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms.tree import Condition, Term


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """An exact rational."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Pi(Term):
    """The constant pi."""


@dataclass(frozen=True, slots=True)
class SizeOf(Term):
    """A size used as a number: `1/n`; also a bound or declared index as a polynomial."""

    size: Size


@dataclass(frozen=True, slots=True)
class Variable(Term):
    """A declared symbol, or a member `W[k]` of a declared family.

    `indices` are integer terms. A whole family (only as the variable or tangent of `D`) has
    `family=True` and no indices; its shape is that of the declaration and means nothing.
    """

    name: str
    indices: tuple[Term, ...] = ()
    family: bool = False


@dataclass(frozen=True, slots=True)
class Index(Term):
    """A bound name (`for i in ...`, the index of a sequence's definition): an integer."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply(Term):
    """An operator with its arguments; IDENTITY, ONES, ZEROS take theirs from `shape`.

    `parameter` is the integer of MATRIX_POWER, BASIS and CONVOLUTION (padding) where one is
    needed: a scalar integer term.
    """

    operator: Operator
    arguments: tuple[Term, ...]
    parameter: Term | None = None


@dataclass(frozen=True, slots=True)
class Entry(Term):
    """`base[row, column]` counted from 1; with one of them None, that row or column.

    A row is given as a column vector, too. A vector's entry has column 1.
    """

    base: Term
    row: Term | None
    column: Term | None


@dataclass(frozen=True, slots=True)
class Literal2D(Term):
    """An array written out: rows of scalar terms."""

    rows: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Piecewise(Term):
    """The first branch whose condition holds; no value where none does.

    A condition between arrays is judged entry by entry, and so is the choice then.
    """

    branches: tuple[tuple[Condition, Term], ...]
    otherwise: Term | None


@dataclass(frozen=True, slots=True)
class Iterated(Term):
    """Sum, product, maximum or minimum of `body` over the integers from start to stop.

    With `descending` the order of a product's factors is from start down to stop. An empty
    sum is 0, an empty product 1 or the identity.
    """

    kind: Literal["sum", "prod", "max", "min"]
    body: Term
    index: str
    start: Term
    stop: Term
    descending: bool = False
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Substitution(Term):
    """`body` with variables standing for values that are computed outside, all at once.

    Derivatives inside `body` are taken first. Also how a defined quantity becomes a variable
    of its own: at(grad(L, h2), h2 = its definition).
    """

    body: Term
    bindings: tuple[tuple[Variable, Term], ...]


@dataclass(frozen=True, slots=True)
class Derivative(Term):
    """A derivative of `body` by `variable`, every entry of which is free.

    kind `along`: the directional derivative along `tangent` (shaped like the variable, for a
    whole family a family); shaped like body. `d(f, x)` is along 1.
    kind `gradient`: of a scalar, shaped like the variable.
    kind `jacobian`: of vec(body) by vec(variable), one row per entry of body.
    """

    kind: Literal["along", "gradient", "jacobian"]
    body: Term
    variable: Variable
    tangent: Term | None = None


@dataclass(frozen=True, slots=True)
class Limit(Term):
    """The limit of `body` as the variable tends to `point`, or to plus or minus infinity.

    side is `+`, `-` or `` for both. An index runs through integers.
    """

    body: Term
    variable: Variable
    point: Term | Literal["oo", "-oo"]
    side: str = ""


@dataclass(frozen=True, slots=True)
class Unknown(Term):
    """An unknown smooth function applied to arguments."""

    function: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class SequenceMember(Term):
    """`v[t]` of a sequence that the file defines by starts and a step."""

    sequence: str
    index: Term
