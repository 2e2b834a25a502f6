"""What a file and a claim declare, as parsed; and what was worked out of it so far.

Types and definitions are parsed once and elaborated when a claim uses them: one that is broken
costs nothing to the claims that do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeVar

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import Operator
from derivcheck.language.positions import Span, Text
from derivcheck.language.sizes import Shape, Size
from derivcheck.language.terms import (
    Apply,
    Constant,
    Index,
    Iterated,
    Recurrence,
    SizeOf,
    Term,
    Variable,
)

T = TypeVar("T", bound=syntax.Node)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A text and its tree, or why it cannot be read."""

    text: Text
    tree: T | None
    error: LanguageError | None = None

    @staticmethod
    def of(text: Text, parse: Callable[[str], T]) -> Parsed[T]:
        """Parse now, complain on use."""
        try:
            return Parsed(text, parse(text.value))
        except LanguageError as error:
            return Parsed(text, None, error)

    @contextmanager
    def reading(self) -> Iterator[T]:
        """The tree; errors raised meanwhile are placed in this text."""
        if self.tree is None:
            assert self.error is not None
            raise replace(self.error, text=self.text)
        try:
            yield self.tree
        except LanguageError as error:
            error.text = error.text or self.text
            raise


@dataclass(frozen=True, slots=True)
class Symbol:
    """A line of `symbols:`."""

    name: str
    heading: syntax.Heading
    text: Text
    type: Parsed[syntax.TypeSyntax]

    @property
    def kind(self) -> str:
        """scalar, vector, matrix, index, size, function; empty if it cannot be read."""
        return self.type.tree.kind if self.type.tree else ""

    @property
    def is_family(self) -> bool:
        """Whether it takes subscripts that choose a member."""
        return bool(self.heading.indices)


@dataclass(frozen=True, slots=True)
class Definition:
    """A line of `define:`: a name, a function `sigma(z)` or an indexed value `x[k]`.

    `indices` are pairs of a name and what the heading adds to it (`v[t + 1]` gives 1).
    """

    name: str
    heading: Text
    body: Parsed[syntax.Expression]
    parameters: tuple[str, ...] = ()
    indices: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """`v[0]: ...`, `v[t]: ...`: starts by their index, and the step."""

    name: str
    starts: Mapping[int, Parsed[syntax.Expression]]
    step: Definition | None


@dataclass(frozen=True, slots=True)
class Signature:
    """The shape of a symbol; for a family it depends on the bound names in `indices`.

    `ranges` are those of the indices whose ends are polynomials of sizes.
    """

    kind: Literal["real", "integer", "function"]
    shape: Shape
    indices: tuple[str, ...] = ()
    arguments: tuple[Shape, ...] = ()
    ranges: tuple[tuple[str, Size, Size], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark about a text that has a meaning; without `text` about the line itself."""

    code: str
    message: str
    span: Span
    text: Text | None = None


#: what an integer's operations keep an integer
_CLOSED = frozenset(
    {
        *(Operator.ADD, Operator.MULTIPLY, Operator.NEGATE, Operator.ABS, Operator.SIGN),
        *(Operator.MINIMUM, Operator.MAXIMUM),
    }
)


@dataclass(slots=True)
class Tables:
    """Declarations by name, the claim's settings, and the work done so far."""

    symbols: Mapping[str, Symbol]
    definitions: Mapping[str, Definition]
    sequences: Mapping[str, Sequence]
    sizes: frozenset[str]
    size_families: frozenset[str]
    layout: str | None = None
    unknown: tuple[str, ...] = ()
    assume_scalars: bool = False
    assumed: dict[str, None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    signatures: dict[str, Signature] = field(default_factory=dict)
    expansions: dict[tuple[object, ...], tuple[Term, int]] = field(default_factory=dict)
    sequence_shapes: dict[str, Shape] = field(default_factory=dict)
    #: shapes tried for a sequence while its step is read
    tentative: dict[str, Shape] = field(default_factory=dict)
    recurrences: dict[str, Recurrence] = field(default_factory=dict)
    #: nodes elaborated for the present line
    nodes: int = 0
    #: the nodes around the one that is being elaborated
    level: int = 0
    #: identity matrices whose size the context was to give
    open_sizes: int = 0
    #: while lines that share parts are read: the terms of parts by identity, and their nodes
    known: dict[int, tuple[syntax.Expression, Term, int]] | None = None

    def names(self) -> Iterable[str]:
        """Every name that may stand in an expression."""
        yield from self.symbols
        yield from self.definitions
        yield from self.sequences
        yield from self.sizes
        yield from self.size_families

    def notice(self, notice: Notice) -> None:
        """Keep a remark, once."""
        if notice not in self.notices:
            self.notices.append(notice)

    def is_integer(self, term: Term) -> bool:
        """Whether the term is an integer wherever it has a value."""
        match term:
            case Constant(value=value):
                return value.denominator == 1
            case SizeOf() | Index():
                return True
            case Variable(name=name):
                return name in self.symbols and self.symbols[name].kind == "index"
            case Apply(operator=operator, arguments=arguments) if operator in _CLOSED:
                return term.shape.is_scalar and all(map(self.is_integer, arguments))
            case Apply(operator=Operator.POWER, arguments=(base, Constant(value=value))):
                return value.denominator == 1 and value >= 0 and self.is_integer(base)
            case Iterated(body=body):
                return body.shape.is_scalar and self.is_integer(body)
            case _:
                return False
