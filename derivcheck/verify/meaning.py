"""What a claim was decided about, in words: its assignments, definitions, shapes and sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from derivcheck.language import syntax
from derivcheck.language.elaboration.tables import Symbol
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Comparison, Condition

_NAME = re.compile(r"[^\W\d]\w*")


def assignments(scope: Scope, given: Sequence[Text]) -> str | None:
    """`every n and d, X: matrix[n, d], lambda > 0`: the names that were used, as declared.

    To be asked after the claim was read, because reading finds the names.
    """
    tables = scope.tables
    symbols = [each for name, each in tables.symbols.items() if name in tables.used]
    kinds = {each.name: _one_line(each.type.text) for each in symbols if each.kind != "size"}
    headings = {each.name: _one_line(each.text) for each in symbols}
    mentioned = [name for text in _texts(symbols, given) for name in _NAME.findall(text)]
    sizes = [
        name
        for name in dict.fromkeys([*mentioned, *sorted(tables.used)])
        if name in tables.sizes or name in tables.size_families
    ]
    reals = [headings[name] for name, kind in kinds.items() if kind == "scalar"]
    reals += list(tables.assumed)
    parts = [_listed(sizes)] if sizes else []
    parts += [f"real {_listed(reals)}"] if reals else []
    parts += [_declared(each) for each in symbols if kinds.get(each.name, "scalar") != "scalar"]
    parts += [_declared(each) for each in symbols if each.kind == "size" and _constrained(each)]
    told = f"every {', '.join(parts)}" if parts else ""
    conditions = _listed([_one_line(each) for each in given])
    if told and conditions:
        return f"{told} with {conditions}"
    return told or None


def in_order(values: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Values by name, in the order in which the names are declared; others stay behind.

    To be asked after the claim was read: names that it does not use change nothing.
    """
    used = {name: each for name, each in scope.tables.symbols.items() if name in scope.used}
    types = " ".join(each.type.text.value for each in used.values())
    names = [*used, *_NAME.findall(types)]
    place = {name: at for at, name in reversed(list(enumerate(names)))}
    return dict(
        sorted(values.items(), key=lambda item: place.get(item[0].partition("[")[0], len(names)))
    )


def definitions(scope: Scope) -> tuple[str, ...]:
    """`L = 1/2*norm(y - X@theta)^2`, for each definition that was used."""
    tables = scope.tables
    told = [
        f"{_one_line(each.heading)} = {_one_line(each.body.text)}"
        for name, each in tables.definitions.items()
        if name in tables.used
    ]
    for name, sequence in tables.sequences.items():
        if name in tables.used:
            told += [f"{name}[{at}] = {_one_line(b.text)}" for at, b in sequence.starts.items()]
            if step := sequence.step:
                told.append(f"{_one_line(step.heading)} = {_one_line(step.body.text)}")
    return tuple(told)


def shapes(goal: Condition | None) -> str | None:
    """`both sides are vector[d]`, of a relation between arrays."""
    match goal:
        case Comparison(left=left, right=right) if left.shape == right.shape:
            return None if left.shape.is_scalar else f"both sides are {left.shape}"
        case _:
            return None


def _texts(symbols: Sequence[Symbol], given: Sequence[Text]) -> Iterator[str]:
    for symbol in symbols:
        yield symbol.type.text.value
        yield symbol.text.value.removeprefix(symbol.name)
    for text in given:
        yield text.value


def _declared(symbol: Symbol) -> str:
    """`X: matrix[n, d]`; of a constrained scalar `lambda > 0`."""
    heading, kind = _one_line(symbol.text), _one_line(symbol.type.text)
    base, _, constraint = kind.partition(" ")
    if base in ("scalar", "size") and constraint.startswith(("<", ">", "=", "!", "in ")):
        return f"{heading} {constraint}"
    return f"{heading}: {kind}"


def _constrained(symbol: Symbol) -> bool:
    return _one_line(symbol.type.text) != "size"


def _one_line(text: Text) -> str:
    return " ".join(text.value.split())


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sides(tree: syntax.Node, before: syntax.Node | None = None) -> tuple[str, str] | None:
    """The two sides of a relation or implication as they are written.

    Of a line of a chain the left side is the end of the line `before`.
    """
    match tree, before:
        case syntax.Relation(operands=(left, right)), None:
            return show(left), show(right)
        case syntax.Implication(left=left, right=right), None:
            return show(left), show(right)
        case syntax.Expression(), syntax.Relation(operands=(*_, left)):
            return show(left), show(tree)
        case syntax.Expression(), syntax.Expression() as left:
            return show(left), show(tree)
        case syntax.Proposition(), syntax.Proposition() as left:
            return show(left), show(tree)
        case _:
            return None
