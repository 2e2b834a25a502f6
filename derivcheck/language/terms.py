"""Typed terms: what a claim means once names, definitions and shapes are resolved.

A term is a frozen tree; every node knows its `Shape` with symbolic sizes. Nothing is
simplified: conditions of definedness are read off these trees. Bound names carry the depth of
their binder (`i#1`), so that no substitution can capture one and equal trees are equal values.

Integers used as subscripts, range ends and sizes are ordinary scalar terms; `as_size` turns
them into polynomials where that is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache
from typing import Literal, TypeVar

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Member, Shape, Size


@dataclass(frozen=True, slots=True)
class Term:
    """A typed expression."""

    shape: Shape


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


# Conditions and propositions --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """True or false at a point (entry by entry between arrays inside a `Piecewise`)."""


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    """`left relation right`, both of one shape (a scalar 0 was widened).

    Between arrays as a proposition: every entry satisfies the relation, except that `!=` says
    that some entry differs.
    """

    relation: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part holds; true without parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any(Condition):
    """Some part holds; false without parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation(Condition):
    """`not P`."""

    part: Condition


@dataclass(frozen=True, slots=True)
class ForAll(Condition):
    """`part` for every value of the named symbols."""

    part: Condition
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class ForRange(Condition):
    """`part` for every integer of a range (under a condition on it)."""

    part: Condition
    index: str
    start: Term
    stop: Term
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Implies(Condition):
    """`left => right`, or both ways; the unknowns are the variables solved for."""

    left: Condition
    right: Condition
    both: bool
    unknowns: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Subgradient(Condition):
    """`element in subdiff(function, variable)`; at `point` where one is given."""

    element: Term
    function: Term
    variable: Variable
    point: Term | None = None


@dataclass(frozen=True, slots=True)
class SubdifferentialIs(Condition):
    """`subdiff(function, variable = point) = [low, high]`."""

    function: Term
    variable: Variable
    point: Term
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class InSpace(Condition):
    """`element` is a combination of the columns of `basis` (n by k, written out)."""

    element: Term
    basis: Term


@dataclass(frozen=True, slots=True)
class Minimiser(Condition):
    """`argmin(function, variables, constraints) = values`."""

    function: Term
    variables: tuple[Variable, ...]
    constraints: tuple[Condition, ...]
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Convex(Condition):
    """`function` is convex (or concave) in the variables, jointly, on its domain."""

    function: Term
    variables: tuple[Variable, ...]
    concave: bool = False


@dataclass(frozen=True, slots=True)
class Differentiable(Condition):
    """`function` is differentiable by the variable, at the point where one is given."""

    function: Term
    variable: Variable
    point: Term | None = None


@dataclass(frozen=True, slots=True)
class Order(Condition):
    """`left - right = O(gauge)` as the variable tends to the point."""

    left: Term
    right: Term
    gauge: Term
    variable: Variable
    point: Term | Literal["oo", "-oo"]
    side: str = ""


@dataclass(frozen=True, slots=True)
class HasShape(Condition):
    """`shape(term) = [rows, columns]`."""

    term: Term
    sizes: tuple[Size, ...]


# Declarations -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval of admissible values; None for an infinite end."""

    low: Term | None
    high: Term | None
    low_closed: bool = False
    high_closed: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """What `symbols:` says of a name.

    kind `real` (scalars, vectors, matrices), `integer` (index) or `function`.
    structure: words among symmetric, positive definite, invertible, orthogonal, diagonal.
    pieces: the admissible intervals of each entry, `values` the admissible finite set; empty
    when unrestricted. family: name, start and stop of each family index, in the order of the
    subscripts; the shape may depend on these names. For functions `arguments` are the shapes
    it takes and `shape` what it gives.
    """

    name: str
    kind: Literal["real", "integer", "function"]
    shape: Shape
    structure: frozenset[str] = frozenset()
    pieces: tuple[Piece, ...] = ()
    values: tuple[Term, ...] = ()
    family: tuple[tuple[str, Term, Term], ...] = ()
    arguments: tuple[Shape, ...] = ()
    #: declared without a range (`g[t]: scalar`): members exist for every integer
    sequence: bool = False
    #: the bound names of the subscripts, with or without ranges; the shape may depend on them
    indices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A sequence the file defines: `v[0]: 0`, `v[t]: alpha*v[t - 1] - eps*g[t]`."""

    name: str
    shape: Shape
    starts: tuple[tuple[int, Term], ...]
    index: str
    step: Term


@dataclass(frozen=True, slots=True)
class Context:
    """What a proposition's names mean: declarations, recurrences and assumptions.

    `sizes` are the names of sizes (families of sizes with `family_sizes`); `requested` the
    concrete sizes a claim asks for.
    """

    declarations: Mapping[str, Declaration]
    recurrences: Mapping[str, Recurrence]
    assumptions: tuple[Condition, ...] = ()
    sizes: frozenset[str] = frozenset()
    size_families: frozenset[str] = frozenset()
    requested: tuple[tuple[str, tuple[int, ...]], ...] = ()


# Building ---------------------------------------------------------------------------------


def constant(value: int | Fraction) -> Constant:
    """A rational number as a term."""
    return Constant(SCALAR, Fraction(value))


ZERO = constant(0)
UNIT = constant(1)


def wider(left: Shape, right: Shape) -> Shape:
    """The shape of an entry-by-entry operation: a scalar takes the other one's shape."""
    return right if left.is_scalar else left


def apply(operator: Operator, *arguments: Term) -> Apply:
    """An entry-by-entry operation, its shape that of the widest argument."""
    shape = arguments[0].shape
    for argument in arguments[1:]:
        shape = wider(shape, argument.shape)
    return Apply(shape, operator, arguments)


def add(left: Term, right: Term) -> Term:
    """`left + right`."""
    return apply(Operator.ADD, left, right)


def negate(term: Term) -> Term:
    """`-term`."""
    return apply(Operator.NEGATE, term)


def subtract(left: Term, right: Term) -> Term:
    """`left - right`."""
    return add(left, negate(right))


def multiply(left: Term, right: Term) -> Term:
    """Entry by entry; a scalar factor scales."""
    return apply(Operator.MULTIPLY, left, right)


def divide(left: Term, right: Term) -> Term:
    """Entry by entry; a scalar divisor scales."""
    return apply(Operator.DIVIDE, left, right)


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """Entry by entry."""
    if not isinstance(exponent, Term):
        exponent = constant(exponent)
    return apply(Operator.POWER, base, exponent)


def matmul(left: Term, right: Term) -> Apply:
    """The matrix product."""
    return Apply(Shape(left.shape.rows, right.shape.columns), Operator.MATMUL, (left, right))


def transpose(term: Term) -> Apply:
    """The transpose."""
    return Apply(term.shape.transposed, Operator.TRANSPOSE, (term,))


def scalar_of(operator: Operator, term: Term) -> Apply:
    """A reduction of an array to a scalar."""
    return Apply(SCALAR, operator, (term,))


def identity(size: Size) -> Apply:
    """The identity matrix."""
    return Apply(Shape(size, size), Operator.IDENTITY, ())


def zeros(shape: Shape) -> Apply:
    """The zero array."""
    return Apply(shape, Operator.ZEROS, ())


def ones(shape: Shape) -> Apply:
    """The array of ones."""
    return Apply(shape, Operator.ONES, ())


# Walking ----------------------------------------------------------------------------------

Tree = Term | Condition
T = TypeVar("T", bound=Tree)


def children(node: Tree) -> Iterator[Tree]:
    """The direct parts of a term or condition."""
    for name in _part_names(type(node)):
        yield from _parts(getattr(node, name))


@cache
def _part_names(kind: type) -> tuple[str, ...]:
    """The fields of a node that may hold parts."""
    return tuple(f.name for f in fields(kind) if f.name not in ("shape", "name", "value"))


def _parts(value: object) -> Iterator[Tree]:
    if isinstance(value, (Term, Condition)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def walk(node: Tree) -> Iterator[Tree]:
    """The node and everything below it."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(children(top))


def rebuild(node: T, change: Callable[[Tree], Tree]) -> T:
    """The node with `change` applied to its direct parts; the node itself if none changed."""
    updates = {}
    for name in _part_names(type(node)):
        old = getattr(node, name)
        new = _changed(old, change)
        if new is not old:
            updates[name] = new
    return replace(node, **updates) if updates else node


def _changed(value: object, change: Callable[[Tree], Tree]) -> object:
    if isinstance(value, (Term, Condition)):
        return change(value)
    if isinstance(value, tuple):
        new = tuple(_changed(item, change) for item in value)
        return value if all(a is b for a, b in zip(value, new, strict=True)) else new
    return value


def as_size(term: Term) -> Size | None:
    """An integer term as a polynomial of sizes and indices, where it is one."""
    match term:
        case SizeOf(size=size):
            return size
        case Index(name=name):
            return Size.of(name)
        case Variable(name=name, indices=()):
            return Size.of(name)
        case Variable(name=name, indices=(index,)):
            inner = as_size(index)
            return None if inner is None else Size.of(Member(name, inner))
        case Constant(value=value) if value.denominator == 1:
            return Size.of(int(value))
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = as_size(a)
            return None if inner is None else -inner
        case Apply(operator=Operator.ADD | Operator.MULTIPLY as op, arguments=(a, b)):
            x, y = as_size(a), as_size(b)
            if x is None or y is None:
                return None
            return x + y if op is Operator.ADD else x * y
        case _:
            return None


def integer(size: Size) -> Term:
    """A polynomial of sizes and indices as a term."""
    return constant(size.constant) if size.constant is not None else SizeOf(SCALAR, size)


