"""Propositions as MathML: one rule a construct of the syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derivcheck.language import parsing_precedence as level
from derivcheck.language import syntax as s
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.mathml.calls import Typesetter
from derivcheck.reports.mathml.expressions import (
    INFIX,
    approach,
    left_operand,
    ranging,
    right_operand,
)
from derivcheck.reports.mathml.factors import is_open
from derivcheck.reports.mathml.names import name
from derivcheck.reports.page.elements import Content, Markup

#: how relations and implications are written
RELATIONS = {
    **dict(zip(("=", "!=", "<", "<=", ">", ">="), "=≠<≤>≥", strict=True)),
    "=>": "⇒",
    "<=>": "⇔",
}


def arrow(relation: str) -> Markup:
    """The sign of a relation or an implication."""
    return m.operator(RELATIONS[relation])


def relation(node: s.Relation, to: Typesetter) -> Markup:
    """`a = b ≤ c`"""
    start, *rest = (to.at(each, level.SUM) for each in node.operands)
    links = zip(node.relations, rest, strict=True)
    return m.row(start, *((arrow(each), operand) for each, operand in links))


def member(node: s.Member, to: Typesetter, sign: str = "∈") -> Markup:
    """`g ∈ ∂f`"""
    element, collection = (to.at(each, level.SUM) for each in (node.element, node.collection))
    return m.row(element, m.operator(sign), collection)


def predicate(node: s.Predicate, to: Typesetter, verb: str = "is") -> Markup:
    """`f is convex in x`, said in words."""
    where, place = "in", [to.show(node.variable)]
    if node.point is not None:
        where, place = "at", [*place, m.operator("="), to.show(node.point)]
    said = m.words(f"{verb} {node.name} {where}")
    return m.row(to.at(node.function, level.SUM), said, *place)


def negation(node: s.Not, to: Typesetter) -> Markup:
    """`f is not convex in x`, `g ∉ ∂f`, `not P`"""
    match node.operand:
        case s.Predicate() as inner:
            return predicate(inner, to, "is not")
        case s.Member() as inner:
            return member(inner, to, "∉")
    return m.row(m.words("not"), to.at(node.operand, level.NOT))


def _joined(operands: Sequence[s.Proposition], word: str, least: int, to: Typesetter) -> Markup:
    parts: list[Content] = []
    for operand in operands:
        parts += [m.words(word) if parts else None, to.at(operand, least)]
    return m.row(*parts)


def conjunction(node: s.And, to: Typesetter) -> Markup:
    """`P and Q`"""
    return _joined(node.operands, "and", level.NOT, to)


def disjunction(node: s.Or, to: Typesetter) -> Markup:
    """`P or Q`"""
    return _joined(node.operands, "or", level.AND, to)


def implication(node: s.Implication, to: Typesetter) -> Markup:
    """`E1 ⇔ E2 for x`"""
    link = arrow("<=>" if node.both else "=>")
    shown = [to.at(node.left, level.OR), link, to.at(node.right, level.OR)]
    return m.row(*shown, unknowns(node))


def unknowns(node: s.Implication) -> Markup | None:
    """What the equations are solved for."""
    if not node.unknowns:
        return None
    return m.row(m.words("for"), m.commas([name(each) for each in node.unknowns]))


def quantified(node: s.ForEvery, to: Typesetter) -> Markup:
    """`P for every c`"""
    return m.row(to.show(node.operand), *_quantifier(node, to))


def _quantifier(node: s.ForEvery, to: Typesetter) -> Iterator[Markup]:
    if node.range is None:
        yield m.words("for every")
        yield m.commas([name(each) for each in node.names])
    else:
        yield m.words("for")
        yield ranging(node.range, to)


def tends(node: s.AsTends, to: Typesetter) -> Markup:
    """`f = g + O(a²) as a → 0`"""
    shown = approach(node.variable, node.point, node.side, to)
    return m.row(to.show(node.relation), m.words("as"), shown)


RULES: dict[type[s.Proposition], Callable[..., Markup]] = {
    s.Relation: relation,
    s.Member: member,
    s.Predicate: predicate,
    s.Not: negation,
    s.And: conjunction,
    s.Or: disjunction,
    s.Implication: implication,
    s.ForEvery: quantified,
    s.AsTends: tends,
}


# Pieces -----------------------------------------------------------------------------------


def pieces(node: s.Node, to: Typesetter) -> list[Markup]:
    """A formula in parts between which a line may be broken: sides and terms of sums."""
    match node:
        case s.Step(relation=None, content=content):
            return pieces(content, to)
        case s.Step(relation=str(lead), content=content):
            return _led(arrow(lead), pieces(content, to))
        case s.Relation(operands=operands, relations=relations):
            parts = _sums(operands[0], to)
            for each, operand in zip(relations, operands[1:], strict=True):
                parts += _led(arrow(each), _sums(operand, to))
            return parts
        case s.Implication(left=left, right=right, both=both):
            link = arrow("<=>" if both else "=>")
            sides = [_closed(left, level.OR, to), _led(link, _closed(right, level.OR, to))]
            return [*sides[0], *sides[1], *filter(None, [unknowns(node)])]
        case s.ForEvery(operand=operand):
            return [*pieces(operand, to), m.row(*_quantifier(node, to))]
        case s.Expression():
            return _sums(node, to)
        case _:
            return [to.show(node)]


def _closed(node: s.Proposition, least: int, to: Typesetter) -> list[Markup]:
    return pieces(node, to) if isinstance(node, s.Relation) else [to.at(node, least)]


def _sums(node: s.Expression, to: Typesetter) -> list[Markup]:
    if isinstance(node, s.Binary) and node.operator in "+-":
        first = (
            [left_operand(node, to)] if is_open(node.left, small=False) else _sums(node.left, to)
        )
        return [
            *first,
            m.row(m.operator(INFIX[node.operator], form="infix"), right_operand(node, to)),
        ]
    return [to.show(node)]


def _led(lead: Markup, parts: list[Markup]) -> list[Markup]:
    return [m.row(lead, parts[0]), *parts[1:]]
