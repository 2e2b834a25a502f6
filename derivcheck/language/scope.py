"""What the names of a claim mean, and how its lines are read against that.

scope = read_scope(symbols, define, given, unknown, sizes, layout)
goal = scope.proposition("grad(L, theta) = X'@X@theta - X'@y")
context = scope.context(goal)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields

from derivcheck.language import syntax
from derivcheck.language.elaboration import calls, comparisons, contexts, propositions
from derivcheck.language.elaboration.complaints import misuse, too_large
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import has_open_size
from derivcheck.language.elaboration.reading import Declarations, Line, declared, sizes
from derivcheck.language.elaboration.rules import RULES
from derivcheck.language.elaboration.tables import Notice, Parsed, Tables
from derivcheck.language.errors import LanguageError
from derivcheck.language.layouts import LAYOUTS
from derivcheck.language.parsing import parse_expression, parse_proposition
from derivcheck.language.positions import Span, Text
from derivcheck.language.terms import Condition, Context, Term, Tree, Variable


def read_scope(
    symbols: Sequence[Line],
    define: Sequence[Line],
    given: Sequence[Text],
    unknown: Sequence[str],
    sizes: Mapping[str, tuple[int, ...]],
    layout: str | None,
    assume_scalars: bool = False,
    base: Scope | None = None,
) -> Scope:
    """The scope of a claim; with `base` on top of its file's, whose names its own ones hide.

    Without `base` all lines are of one level, a later heading replacing an equal earlier one.
    """
    own = declared(symbols, define)
    below = base.declarations if base is not None else Declarations()
    return Scope(below.hiding(own), given, unknown, sizes, layout, assume_scalars)


class Scope:
    """Reads lines of one claim. Errors are `LanguageError`, placed in the line that is read
    unless their `text` says otherwise."""

    def __init__(
        self,
        declarations: Declarations,
        given: Sequence[Text],
        unknown: Sequence[str],
        requested: Mapping[str, tuple[int, ...]],
        layout: str | None,
        assume_scalars: bool,
    ) -> None:
        if layout is not None and layout not in LAYOUTS:
            raise misuse(f"a layout is {' or '.join(LAYOUTS)}, not {layout}", Span(0, len(layout)))
        single, families = sizes(declarations.symbols)
        self.declarations = declarations
        self.tables = Tables(
            declarations.symbols,
            declarations.definitions,
            declarations.sequences,
            single,
            families,
            layout,
            tuple(unknown),
            assume_scalars,
        )
        self._given = [Parsed.of(text, parse_proposition) for text in given]
        self._requested = dict(requested)
        self._assumptions: tuple[Condition, ...] | None = None
        self._env = Environment(self.tables, RULES, {}, {}, {})

    # Reading -------------------------------------------------------------------------------

    def expression(self, text: str) -> Term:
        """An expression that stands by itself."""
        tree = parse_expression(text)
        term = self.elaborate_expression(tree)
        self._check_sizes(term, tree)
        return term

    def proposition(self, text: str) -> Condition:
        """A claim or an assumption."""
        return self.elaborate_proposition(parse_proposition(text))

    def elaborate_expression(self, tree: syntax.Expression) -> Term:
        """A line of a chain: an identity without a size may still get one from `relate`."""
        self.tables.nodes = self.tables.level = 0
        try:
            return self._env.term(tree)
        except RecursionError:
            raise too_large(tree.span) from None

    def elaborate_proposition(self, tree: syntax.Proposition) -> Condition:
        """A claim or an assumption that was parsed already."""
        self.tables.nodes = self.tables.level = 0
        try:
            condition = self._env.proposition(tree)
        except RecursionError:
            raise too_large(tree.span) from None
        if not isinstance(tree, syntax.Relation):  # of which every two sides were looked at
            self._check_sizes(condition, tree)
        return condition

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """While lines that share parts are read: what is shared is elaborated once."""
        self.tables.known = {}
        try:
            yield
        finally:
            self.tables.known = None

    def remembered(self, node: syntax.Node) -> Term | None:
        """The term of a part of a line that was read while remembering."""
        found = (self.tables.known or {}).get(id(node))
        return None if found is None else found[1]

    def check_expression(self, tree: syntax.Expression) -> None:
        """Raise if the first line of a chain has no meaning, `argmin(f, x)` included."""
        self.tables.nodes = self.tables.level = 0
        if propositions.is_set(tree):
            propositions.check_set(self._env, tree)
        else:
            self.elaborate_expression(tree)

    def _check_sizes(self, node: Tree, tree: syntax.Node) -> None:
        if self.tables.open_sizes and has_open_size(node):
            raise misuse("the size of I is not known here", _identity(tree), "write I(n)")

    # What the lines rest on ----------------------------------------------------------------

    @property
    def assumptions(self) -> tuple[Condition, ...]:
        """The conditions of `given:`."""
        if self._assumptions is None:
            found = []
            for given in self._given:
                with given.reading() as tree:
                    found.append(self.elaborate_proposition(tree))
            self._assumptions = tuple(found)
        return self._assumptions

    def context(self, *nodes: Tree) -> Context:
        """What the names in the nodes and in all assumptions mean."""
        return contexts.context(self._env, nodes, self.assumptions, self._requested)

    @property
    def unknowns(self) -> tuple[Variable, ...]:
        """The symbols that equations are solved for."""
        span = Span(0, 0)
        return tuple(propositions.unknown(self._env, name, span) for name in self.tables.unknown)

    def is_scalar(self, name: str) -> bool:
        """Whether a name is declared as a scalar, an index or a size."""
        try:
            return self.expression(name).shape.is_scalar
        except LanguageError:
            return False

    # What to tell --------------------------------------------------------------------------

    @property
    def assumed(self) -> tuple[str, ...]:
        """Names read as real scalars because nobody declared them."""
        return tuple(self.tables.assumed)

    @property
    def used(self) -> frozenset[str]:
        """Declared names that some line used so far."""
        return frozenset(self.tables.used)

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """DC804 a declared name hides one of the table; DC805 remarks on the lines read."""
        hidden = []
        known = calls.table_names()
        for symbol in self.tables.symbols.values():
            if symbol.name in known and symbol.kind != "size":
                hidden.append(_hides(symbol.name, symbol.text))
        for definition in self.tables.definitions.values():
            if definition.name in known:
                hidden.append(_hides(definition.name, definition.heading))
        return (*hidden, *self.tables.notices)

    def unused(self) -> tuple[Notice, ...]:
        """DC802, for each symbol that no line used."""
        return tuple(
            Notice("DC802", f"{name} is declared and not used", Span(0, len(name)), symbol.text)
            for name, symbol in self.tables.symbols.items()
            if name not in self.tables.used and symbol.kind != "size"
        )


def _hides(name: str, text: Text) -> Notice:
    message = f"{name} hides a name of the language"
    return Notice("DC804", message, Span(0, len(name)), text)


def _identity(tree: syntax.Node) -> Span:
    """Where a bare I stands; the whole line if it stands in a definition."""
    stack: list[object] = [tree]
    while stack:
        match stack.pop():
            case syntax.Name(name="I", span=span):
                return span
            case tuple() as items:
                stack.extend(reversed(items))
            case syntax.Node() as node:
                stack.extend(getattr(node, field.name) for field in reversed(fields(node)))
    return tree.span


def relate(relation: str, left: Term, right: Term, span: Span) -> Condition:
    """`left relation right` after the check of both shapes; 0 fits every shape."""
    return comparisons.relate(relation, left, right, span)


__all__ = ["LanguageError", "Scope", "read_scope", "relate"]
