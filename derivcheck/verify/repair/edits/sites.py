"""The places of a line at which a slip can be, and how a changed part is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, TypeGuard, TypeVar

from derivcheck.language import syntax

N = TypeVar("N", bound=syntax.Node)
Rebuild = Callable[[syntax.Node], syntax.Node]

#: functions whose arguments after the first say by what is differentiated
_DERIVATIVES = frozenset({"d", "D", "grad", "jac", "hess", "deriv"})


@dataclass(frozen=True, slots=True)
class Site:
    """A part of a line and what puts a changed one in its place.

    `whole`: a whole side of a relation. `named`: it stands for a variable or an array whose
    entry is taken, so that only another name makes sense there. `summed`: a term of a sum.
    `bound`: names that mean something else here. `differentiated`: part of what a derivative
    is taken of. `operand`: of `+`, `*` and the like, where a 0 says nothing. `around`: the
    place that this one is a part of.
    """

    node: syntax.Node
    rebuild: Rebuild
    whole: bool = False
    named: bool = False
    summed: bool = False
    bound: frozenset[str] = frozenset()
    differentiated: bool = False
    operand: bool = False
    around: Site | None = None


def claimed(line: syntax.Node) -> Iterator[Site]:
    """Every place of the claimed side: of a relation all sides but the first."""
    match line:
        case syntax.Relation(operands=operands, relations=relations) if "!=" not in relations:
            for at in range(len(operands) - 1, 0, -1):
                yield from below(operands[at], _operand(line, at))
        case syntax.Member(element=element):
            yield from below(element, lambda new: changed(line, element=new))
        case syntax.ForEvery(operand=operand):
            yield from _inner(operand, lambda new: changed(line, operand=new))
        case syntax.Implication(right=right):
            yield from _inner(right, lambda new: changed(line, right=new))
            if line.both:
                yield from _first(right, lambda new: changed(line, right=new))
        case syntax.AsTends(relation=relation):
            yield from _inner(relation, lambda new: changed(line, relation=new))
        case syntax.Step(content=syntax.Proposition() as content):
            yield from _inner(content, lambda new: changed(line, content=new))
            yield from _first(content, lambda new: changed(line, content=new))
        case syntax.Step(content=content):
            yield from below(content, lambda new: changed(line, content=new))


def unclaimed(line: syntax.Node) -> Iterator[Site]:
    """Every place of the first side of a relation."""
    match line:
        case syntax.Relation(relations=relations) if "!=" not in relations:
            yield from _first(line, lambda new: new)
        case syntax.Implication(left=left):
            yield from _inner(left, lambda new: changed(line, left=new))


def _first(line: syntax.Node, rebuild: Rebuild) -> Iterator[Site]:
    if isinstance(line, syntax.Relation):
        put = inside(_operand(line, 0), rebuild)
        yield from below(line.operands[0], put)


def _inner(line: syntax.Node, rebuild: Rebuild) -> Iterator[Site]:
    for site in claimed(line):
        yield replace(site, rebuild=inside(site.rebuild, rebuild))


def changed(node: N, **parts: Any) -> N:
    """The node with other parts, which the caller knows to fit."""
    return replace(node, **parts)


def inside(inner: Rebuild, outer: Rebuild) -> Rebuild:
    """A changed part put into its node, and that into the line."""
    return lambda new: outer(inner(new))


def _operand(line: syntax.Relation, at: int) -> Rebuild:
    return lambda new: replace(
        line,
        operands=(*line.operands[:at], new, *line.operands[at + 1 :]),  # type: ignore[arg-type]
    )


def below(node: syntax.Node, rebuild: Rebuild) -> Iterator[Site]:
    """A whole side and all places under it, outermost first."""
    yield from _below(Site(node, rebuild, whole=True, summed=True))


def _below(site: Site) -> Iterator[Site]:
    yield site
    node, bound = site.node, site.bound | _binds(site.node)
    for field in fields(node):
        if _is_fixed(node, field.name):
            continue
        value = getattr(node, field.name)
        summed = isinstance(node, syntax.Binary) and node.operator in ("+", "-")
        named = isinstance(node, syntax.Subscript)
        if isinstance(value, syntax.Node):
            put = inside(_field(node, field.name), site.rebuild)
            operand = isinstance(node, (syntax.Binary, syntax.Negative))
            inner = site.differentiated
            yield from _under(Site(value, put, False, named, summed, bound, inner, operand, site))
        elif isinstance(value, tuple):
            for at, item in enumerate(value):
                yield from _items(site, field.name, value, at, item)


def _under(site: Site) -> Iterator[Site]:
    """A name that is no value is no sum of anything either."""
    if isinstance(site.node, syntax.Name) and site.node.name in site.bound:
        return
    if site.named and isinstance(site.node, syntax.Name):
        yield site
    else:
        yield from _below(replace(site, named=False))


def derives(node: syntax.Node) -> TypeGuard[syntax.Call]:
    """Whether a node takes a derivative."""
    return isinstance(node, syntax.Call) and node.function in _DERIVATIVES


def _binds(node: syntax.Node) -> frozenset[str]:
    """The name that a sum, a product or a limit binds."""
    match node:
        case syntax.Iterated(range=syntax.Range(index=name)) | syntax.Limit(variable=name):
            return frozenset({name})
        case _:
            return frozenset()


def _is_fixed(node: syntax.Node, name: str) -> bool:
    """Parts without values of their own: subscripts, ranges, numbers above, bound names."""
    match node:
        case syntax.Binary(operator="^" | ".^", right=syntax.Number()):
            return name == "right"
        case syntax.Subscript():
            return name == "indices"
        case syntax.Range():
            return name in ("start", "stop", "condition")
        case syntax.Limit():
            return name == "point"
        case _:
            return False


def _items(
    site: Site, name: str, values: tuple[object, ...], at: int, item: object
) -> Iterator[Site]:
    node, bound = site.node, site.bound | _binds(site.node)
    if isinstance(item, syntax.Node):
        put = inside(lambda new: changed(node, **{name: _with(values, at, new)}), site.rebuild)
        variable = derives(node) and node.function != "D" and at > 0
        argument = isinstance(node, syntax.Call) and not variable
        inner = site.differentiated or (derives(node) and at == 0)
        yield from _under(Site(item, put, False, variable, argument, bound, inner, around=site))
    elif isinstance(item, tuple):
        for deep, part in enumerate(item):
            if isinstance(part, syntax.Node) and not (isinstance(node, syntax.At) and deep == 0):
                put = inside(_deeper(node, name, values, at, item, deep), site.rebuild)
                place = replace(site, node=part, rebuild=put, whole=False, summed=True, around=site)
                yield from _under(place)


def _deeper(
    node: syntax.Node,
    name: str,
    values: tuple[object, ...],
    at: int,
    item: tuple[object, ...],
    deep: int,
) -> Rebuild:
    return lambda new: changed(node, **{name: _with(values, at, _with(item, deep, new))})


def _field(node: syntax.Node, name: str) -> Rebuild:
    return lambda new: changed(node, **{name: new})


def _with(values: tuple[object, ...], at: int, new: object) -> tuple[object, ...]:
    return (*values[:at], new, *values[at + 1 :])
