"""`let NAME = EXPR`: a student's own abbreviations, written out in the lines that use them.

Where a name is differentiated by, or where writing it out would change what a bound name
means, the line keeps it and the abbreviation is a definition of that claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import MAX_HEIGHT, MAX_NODES, measure
from derivcheck.language.positions import Span
from derivcheck.language.printing import show

N = TypeVar("N", bound=syntax.Node)

#: functions whose arguments after the first are variables
_BY_VARIABLE = frozenset({"d", "D", "grad", "jac", "hess", "deriv"})


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The names given so far: what they stand for, with earlier names written out."""

    values: Mapping[str, syntax.Expression] = field(default_factory=dict)

    def with_name(self, name: str, value: syntax.Expression) -> Abbreviations:
        """One name more; raises `LanguageError` where it grows too large."""
        return Abbreviations({**self.values, name: self.written_out(value)})

    def written_out(self, node: N) -> N:
        """The node without these names; as it is where they must stay.

        Raises `LanguageError` where it grows too large.
        """
        used = syntax.names(node) & self.values.keys() if self.values else frozenset()
        if not used:
            return node
        reached = self.reached(node)
        inside = frozenset().union(*(syntax.names(self.values[name]) for name in reached))
        if reached & _variables(node) or inside & _indices(node):
            return node
        _limited(node, {name: self.values[name] for name in used})
        changed = replaced(node, {name: self.values[name] for name in used})
        if measure(changed)[1] > MAX_HEIGHT:
            raise _too_large(node.span)
        return changed

    def reached(self, node: syntax.Node) -> frozenset[str]:
        """The names a node mentions, itself or through other names."""
        return frozenset(syntax.mentioned(node, self.values) & self.values.keys())

    def kept(self, *nodes: syntax.Node) -> tuple[tuple[str, str], ...]:
        """The definitions that the nodes, as they are judged, still need."""
        if not self.values:
            return ()
        needed = frozenset().union(*(self.reached(node) for node in nodes))
        return tuple((name, show(self.values[name])) for name in self.values if name in needed)


def _variables(node: syntax.Node) -> frozenset[str]:
    """Names that stand for variables somewhere: differentiated by, given values, bound."""
    found: set[str] = set()
    for each in syntax.parts(node):
        match each:
            case syntax.Call(function=function, arguments=(_, *others)) if function in _BY_VARIABLE:
                found |= frozenset().union(*map(syntax.names, others))
            case syntax.At(bindings=bindings):
                found |= frozenset().union(*(syntax.names(target) for target, _ in bindings))
            case syntax.Limit(variable=variable) | syntax.AsTends(variable=variable):
                found.add(variable)
            case syntax.Subdiff(variable=target) | syntax.Argmin(variable=target):
                found |= syntax.names(target)
            case syntax.Predicate(variable=target):
                found |= syntax.names(target)
            case syntax.ForEvery(names=every) | syntax.Implication(unknowns=every):
                found |= set(every)
            case _:
                pass
    return frozenset(found) | _indices(node)


def _indices(node: syntax.Node) -> frozenset[str]:
    """Names bound by `for i in 1..n`."""
    return frozenset(each.index for each in syntax.parts(node) if isinstance(each, syntax.Range))


def replaced(node: N, values: Mapping[str, syntax.Expression]) -> N:
    """The node with names standing for values, which take the place of the name in the text."""

    def change(part: Any) -> Any:
        if isinstance(part, syntax.Name) and part.name in values:
            return placed(values[part.name], part.span)
        return syntax.rebuild(part, change)

    made: N = change(node)
    return made


def placed(node: N, span: Span) -> N:
    """The node as if all of it stood at one place."""
    return replace(syntax.rebuild(node, lambda part: placed(part, span)), span=span)


def _limited(node: syntax.Node, values: Mapping[str, syntax.Expression]) -> None:
    """Raise if the node has too many parts when values stand for names; nothing is built."""
    more = {name: measure(value)[0] for name, value in values.items()}
    sizes = (more.get(e.name, 1) if isinstance(e, syntax.Name) else 1 for e in syntax.parts(node))
    count = sum(sizes)
    if count > MAX_NODES:
        raise _too_large(node.span)


def _too_large(span: Span) -> LanguageError:
    return LanguageError("DC105", "too large when its abbreviations are written out", span)


def fresh(name: str, taken: Callable[[str], bool], given: Abbreviations) -> LanguageError | None:
    """Why a name cannot be given, or None."""
    span = Span(4, 4 + len(name))
    if name in given.values:
        return LanguageError("DC104", f"{name} is given twice by let", span)
    if taken(name):
        message = f"let {name} would hide a name of the assignment or of the language"
        return LanguageError("DC104", message, span)
    return None
