"""What a line lost of what stands near it: a term, or a factor of a term.

Near are the side that the line is compared with, the lines before it, and the definitions of
its names. Products of sums there are multiplied out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice, pairwise

from derivcheck.language import syntax
from derivcheck.verify.edits.sites import Site
from derivcheck.verify.edits.slips import PRODUCTS, Change, said

#: terms and factors that are borrowed at most, and terms of one product of sums
_TERMS, _FACTORS, _PRODUCTS = 16, 12, 24

_ONE = syntax.Number(Fraction(1), "1")


def terms_of(near: Iterable[syntax.Node]) -> tuple[syntax.Expression, ...]:
    """The terms of expressions without their signs, the nearest first."""
    found = (term for node in near for side in _sides(node) for term in _summands(side))
    kept = (t for t in dict.fromkeys(found) if not isinstance(t, syntax.Number))
    return tuple(islice(kept, _TERMS))


def factors_of(terms: Iterable[syntax.Expression]) -> tuple[syntax.Expression, ...]:
    """The factors of terms, and products of those that stand side by side."""
    found: list[syntax.Expression] = []
    for term in terms:
        factors = [f for f in _factors(term) if not isinstance(f, syntax.Number)]
        found += factors if len(factors) > 1 else []
        found += [syntax.Binary("*", a, b) for a, b in pairwise(factors)]
    return tuple(islice(dict.fromkeys(found), _FACTORS))


def lost_terms(site: Site, terms: Iterable[syntax.Expression]) -> Iterator[Change]:
    """A term put to a whole side or to a sum; 1 put to a factor."""
    node = site.node
    if not isinstance(node, syntax.Expression) or isinstance(node, syntax.Number) or site.named:
        return
    sum_ = isinstance(node, syntax.Binary) and node.operator in ("+", "-")
    outermost = not (site.around and _is_sum(site.around.node))
    if site.whole or (sum_ and outermost):
        for term in terms:
            words = said("the term {} is missing", term)
            yield "term", syntax.Binary("+", node, term), words
            yield "term", syntax.Binary("-", node, term), words
    if site.around is not None and _is_product(site.around.node) and not sum_:
        inner = node.operand if isinstance(node, syntax.Negative) else node
        sign = "-" if isinstance(node, syntax.Negative) else "+"
        words = said("1 is missing beside {}", node)
        yield "term", syntax.Binary(sign, _ONE, inner), words


def lost_multiples(site: Site, factors: Iterable[syntax.Expression]) -> Iterator[Change]:
    """A factor put before a term of a sum, or before what is summed."""
    node = site.node
    summed = site.summed or (site.around and isinstance(site.around.node, syntax.Iterated))
    if not isinstance(node, syntax.Expression) or site.named or not summed or _is_sum(node):
        return
    for factor in factors:
        words = said("a factor {} is missing at {}", factor, node)
        yield "factor", syntax.Binary("*", factor, node), words


def _is_sum(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Binary) and node.operator in ("+", "-")


def _is_product(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Binary) and node.operator in PRODUCTS


def _sides(node: syntax.Node) -> Iterator[syntax.Expression]:
    match node:
        case syntax.Expression():
            yield node
        case syntax.Relation(operands=operands):
            yield from (side for side in operands if isinstance(side, syntax.Expression))
        case syntax.Step(content=content):
            yield from _sides(content)
        case syntax.Implication(left=left, right=right):
            yield from _sides(left)
            yield from _sides(right)


def _summands(node: syntax.Expression) -> list[syntax.Expression]:
    """The terms of a sum; a product of sums is multiplied out."""
    match node:
        case syntax.Negative(operand=inner):
            return _summands(inner)
        case syntax.Binary(operator="+" | "-", left=a, right=b):
            return [*_summands(a), *_summands(b)]
        case syntax.Binary(operator="/" | "./" as operator, left=a, right=b):
            return [syntax.Binary(operator, x, b) for x in _summands(a)]
        case syntax.Binary(operator=operator, left=a, right=b) if operator in PRODUCTS:
            left, right = _summands(a), _summands(b)
            if len(left) * len(right) > _PRODUCTS:
                return [node]
            return [syntax.Binary(operator, x, y) for x in left for y in right]
        case _:
            return [node]


def _factors(node: syntax.Expression) -> Iterator[syntax.Expression]:
    match node:
        case syntax.Negative(operand=inner):
            yield from _factors(inner)
        case syntax.Binary(operator="*", left=a, right=b):
            yield from _factors(a)
            yield from _factors(b)
        case syntax.Iterated(kind="sum", body=body):
            yield from _factors(body)
        case _:
            yield node
