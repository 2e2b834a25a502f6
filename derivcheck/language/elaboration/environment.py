"""What a rule of elaboration is given: the tables, the bound names and the way to recur."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from derivcheck.language import syntax
from derivcheck.language.elaboration import complaints
from derivcheck.language.elaboration.tables import Tables
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms import Condition, Index, Term, Variable, as_size

TermRule = Callable[["Environment", Any], Term]
ConditionRule = Callable[["Environment", Any], Condition]

#: nodes a claim may have once its definitions are expanded
LARGEST = 50_000
#: levels a claim may have then
DEEPEST = 240


class Local(NamedTuple):
    """A bound name: an index, or a definition's parameter with the argument it stands for.

    `weight` is the number of nodes that writing the argument out takes.
    """

    term: Term
    weight: int = 1


class Promoted(NamedTuple):
    """The member of an indexed definition that is a variable of its own."""

    indices: tuple[Term, ...]
    variable: Variable


class Rules(NamedTuple):
    """One function for each construct: as a value, as a condition of cases, as a claim."""

    terms: Mapping[type[syntax.Node], TermRule]
    conditions: Mapping[type[syntax.Node], ConditionRule]
    propositions: Mapping[type[syntax.Node], ConditionRule]


@dataclass(frozen=True, slots=True)
class Environment:
    """Where an expression stands.

    `bound` are indices and parameters (lexical: a definition does not see those of its
    caller). `promoted` are defined names that are variables of their own here (dynamic: every
    definition expanded below sees them), `members` the single members of indexed definitions
    that are. `depth` counts the binders outside. `expanding` are the definitions being
    expanded, the innermost last.
    """

    tables: Tables
    rules: Rules
    bound: Mapping[str, Local]
    promoted: Mapping[str, Variable]
    members: Mapping[str, Promoted]
    depth: int = 0
    expanding: tuple[str, ...] = ()

    # Recurring -----------------------------------------------------------------------------

    def term(self, node: syntax.Expression) -> Term:
        """The expression as a typed term."""
        tables, level = self.tables, self.tables.level
        remembers = tables.known is not None and self.is_outermost
        if remembers:
            known = tables.known.get(id(node))  # type: ignore[union-attr]
            if known is not None:
                self.count(known[2], node)
                return known[1]
        before, open_sizes = tables.nodes, tables.open_sizes
        self.count(1, node)
        tables.level = level + 1
        if level > DEEPEST:
            raise complaints.too_large(node.span)
        term = self.rules.terms[type(node)](self, node)
        tables.level = level
        if remembers and tables.open_sizes == open_sizes:
            tables.known[id(node)] = (node, term, tables.nodes - before)  # type: ignore[index]
        return term

    @property
    def is_outermost(self) -> bool:
        """Whether names mean here what they mean in the line as a whole."""
        return not (self.bound or self.promoted or self.members or self.expanding)

    def condition(self, node: syntax.Proposition) -> Condition:
        """A condition of `cases`, `indicator` or a range: entry by entry between arrays."""
        rule = self.rules.conditions.get(type(node))
        if rule is None:
            raise complaints.misuse(
                "a condition is a comparison, or several joined by and, or, not", node.span
            )
        return rule(self, node)

    def proposition(self, node: syntax.Proposition) -> Condition:
        """A claim or an assumption."""
        return self.rules.propositions[type(node)](self, node)

    def integer(self, node: syntax.Expression, what: str = "this") -> Term:
        """An expression that must be an integer: a subscript, an end of a range, a size."""
        term = self.term(node)
        if not self.tables.is_integer(term):
            raise self._no_integer(node, what)
        return term

    def size(self, node: syntax.Expression, what: str = "a size") -> Size:
        """An expression that must be a polynomial of sizes and indices."""
        size = as_size(self.integer(node, what))
        if size is None:
            raise self._no_integer(node, what)
        return size

    def _no_integer(self, node: syntax.Expression, what: str) -> Exception:
        text = complaints.written(node)
        hint = None
        if isinstance(node, syntax.Name) and node.name not in self.bound:
            hint = f"declare it as an integer, {text}: index"
        return complaints.misuse(f"{what} must be an integer, and {text} is not", node.span, hint)

    def count(self, weight: int, node: syntax.Node) -> None:
        """Charge for nodes; definitions must not grow without bound."""
        self.tables.nodes += weight
        if self.tables.nodes > LARGEST:
            raise complaints.too_large(node.span)

    # Binding -------------------------------------------------------------------------------

    def with_index(self, name: str) -> tuple[Environment, Index]:
        """Below a binder of an index; its bound name carries the depth."""
        index = Index(SCALAR, f"{name}#{self.depth + 1}")
        bound = {**self.bound, name: Local(index)}
        return replace(self, bound=bound, depth=self.depth + 1), index

    def with_variable(self, name: str, term: Term) -> tuple[Environment, Variable]:
        """Where a parameter is a variable of its own, with the shape of its argument."""
        variable = Variable(term.shape, f"{name}#{self.depth + 1}")
        bound = {**self.bound, name: Local(variable)}
        return replace(self, bound=bound, depth=self.depth + 1), variable

    def with_promoted(self, name: str, variable: Variable) -> Environment:
        """Where a defined name is a variable of its own."""
        return replace(self, promoted={**self.promoted, name: variable})

    def with_member(self, name: str, indices: tuple[Term, ...], shape: Shape) -> Environment:
        """Where one member of an indexed definition is a variable of its own."""
        member = Promoted(indices, Variable(shape, f"{name}#{self.depth + 1}"))
        return replace(self, members={**self.members, name: member}, depth=self.depth + 1)

    def inside(self, name: str, parameters: Mapping[str, Local]) -> Environment:
        """Inside the body of a definition."""
        return replace(self, bound=parameters, expanding=(*self.expanding, name))
