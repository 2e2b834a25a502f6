"""What a line lost of what stands near it: a term, or a factor of a term.

Near are the side that the line is compared with, the lines before it, and the definitions of
its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import chain, islice, pairwise

from derivcheck.language import syntax
from derivcheck.verify.repair.edits.multiples import ONE
from derivcheck.verify.repair.edits.names import Vocabulary
from derivcheck.verify.repair.edits.sites import Site, derives
from derivcheck.verify.repair.edits.slips import PRODUCTS, Change, said

#: terms and factors that are borrowed at most, and terms of one product of sums
_TERMS, _FACTORS, _PRODUCTS = 48, 12, 24
#: terms that are tried at one place where values do not tell
_TRIED = 20

_UNIT = syntax.Name("I")


def terms_of(near: Iterable[syntax.Node]) -> tuple[syntax.Expression, ...]:
    """The terms of expressions without their signs, the nearest first.

    Those that are written so come before those that come of multiplying out, and these before
    functions and powers. None is a derivative.
    """
    sides = [side for node in near for side in _sides(node)]
    written = (term for side in sides for term in _summands(side))
    return _kept(chain(written, (t for s in sides for t in _multiplied_out(s)), _values(sides)))


def inner_terms_of(near: Iterable[syntax.Node]) -> tuple[syntax.Expression, ...]:
    """The terms of sums inside of products, then functions and powers, the nearest first."""
    sides = [side for node in near for side in _sides(node)]
    sums = (term for side in sides for inner in _inner_sums(side) for term in _summands(inner))
    return _kept(chain(sums, _values(sides)))


def _kept(found: Iterable[syntax.Expression]) -> tuple[syntax.Expression, ...]:
    kept = (t for t in dict.fromkeys(found) if not (isinstance(t, syntax.Number) or derives(t)))
    return tuple(islice(kept, _TERMS))


def factors_of(terms: Iterable[syntax.Expression]) -> tuple[syntax.Expression, ...]:
    """The factors of terms, and products of those that stand side by side."""
    single: list[syntax.Expression] = []
    double: list[syntax.Expression] = []
    for term in terms:
        factors = [f for f in _factors(term) if not isinstance(f, syntax.Number)]
        single += factors if len(factors) > 1 else []
        double += [syntax.Binary("*", a, b) for a, b in pairwise(factors)]
    kept = [*islice(dict.fromkeys(single), _FACTORS), *islice(dict.fromkeys(double), _FACTORS // 2)]
    return tuple(kept)


def lost_terms(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A term put to a whole side, to a sum or to an argument; 1 put to a factor."""
    node, around = site.node, site.around.node if site.around else None
    if not isinstance(node, syntax.Expression) or isinstance(node, syntax.Number) or site.named:
        return
    argument = isinstance(around, syntax.Call)
    if site.whole or argument or (_is_sum(node) and not _is_sum(around)):
        for term in (vocabulary.inner if argument else vocabulary.terms)[:_TRIED]:
            words = said("the term {} is missing", term)
            yield "term", syntax.Binary("+", node, term), words
            yield "term", syntax.Binary("-", node, term), words
    if is_product(around) and not _is_sum(node):
        inner = node.operand if isinstance(node, syntax.Negative) else node
        sign = "-" if isinstance(node, syntax.Negative) else "+"
        words = said("1 is missing beside {}", node)
        yield "term", syntax.Binary(sign, ONE, inner), words


def lost_multiples(site: Site, vocabulary: Vocabulary) -> Iterator[Change]:
    """A factor, or its negative, put before a term of a sum, or before what is summed."""
    node, around = site.node, site.around.node if site.around else None
    summed = site.summed or isinstance(around, syntax.Iterated)
    if not isinstance(node, syntax.Expression) or site.named or not summed or _is_sum(node):
        return
    for factor in (*_weights(around, vocabulary.factors), *vocabulary.factors):
        for each in (factor, syntax.Negative(factor)):
            words = said("a factor {} is missing at {}", each, node)
            yield "factor", syntax.Binary("*", each, node), words


def _weights(
    around: syntax.Node | None, factors: Iterable[syntax.Expression]
) -> Iterator[syntax.Expression]:
    """What the terms of a sum are weighed by in a recurrence that is unrolled: `a^(n - i)`."""
    match around:
        case syntax.Iterated(kind="sum", range=syntax.Range(index=index, stop=stop)):
            lag = syntax.Binary("-", stop, syntax.Name(index))
            scalars = [factor for factor in factors if isinstance(factor, syntax.Name)]
            weights = [syntax.Binary("^", scalar, lag) for scalar in scalars]
            yield from weights
            for weight in weights:
                yield from (syntax.Binary("*", s, weight) for s in scalars if s != weight.left)


def summands(node: syntax.Expression, sign: int = 1) -> Iterator[tuple[syntax.Expression, int]]:
    """The terms of a sum as they stand in it, each with its sign."""
    match node:
        case syntax.Negative(operand=inner):
            yield from summands(inner, -sign)
        case syntax.Binary(operator="+" | "-" as joint, left=a, right=b):
            yield from summands(a, sign)
            yield from summands(b, sign if joint == "+" else -sign)
        case _:
            yield node, sign


def _values(sides: Iterable[syntax.Expression]) -> Iterator[syntax.Expression]:
    """Functions of something, and powers."""
    for side in sides:
        for part in syntax.parts(side):
            match part:
                case syntax.Call(arguments=(_,)) | syntax.Binary(operator="^" | ".^"):
                    yield part


def _is_sum(node: syntax.Node | None) -> bool:
    return isinstance(node, syntax.Binary) and node.operator in ("+", "-")


def is_product(node: syntax.Node | None) -> bool:
    """Whether a node is a product or a quotient."""
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


def _summands(node: syntax.Expression) -> Iterator[syntax.Expression]:
    """The terms of a sum, of the entries of an array, and of what is summed over an index."""
    for term, _ in summands(node):
        match term:
            case syntax.ArrayLiteral(entries=entries):
                for entry in entries:
                    yield from _summands(entry)
            case syntax.Iterated(kind="sum", body=body) if _is_sum(body):
                yield from (replace(term, body=part) for part, _ in summands(body))
                yield term
            case _:
                yield term


def _inner_sums(node: syntax.Node) -> Iterator[syntax.Expression]:
    """The sums inside of products, the outermost first."""
    if not isinstance(node, (syntax.Binary, syntax.Negative, syntax.ArrayLiteral)):
        return
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, syntax.Expression):
                if _is_sum(part) and is_product(node):
                    yield part
                yield from _inner_sums(part)


def _multiplied_out(node: syntax.Expression) -> list[syntax.Expression]:
    """The terms of a sum after products of sums are multiplied out."""
    match node:
        case syntax.Negative(operand=inner):
            return _multiplied_out(inner)
        case syntax.Binary(operator="+" | "-", left=a, right=b):
            return [*_multiplied_out(a), *_multiplied_out(b)]
        case syntax.Iterated(kind="sum", body=body) if _is_sum(body):
            return [replace(node, body=part) for part, _ in summands(body)]
        case syntax.ArrayLiteral(entries=entries):
            return [term for entry in entries for term in _multiplied_out(entry)]
        case syntax.Binary(operator="/" | "./" as operator, left=a, right=b):
            return [syntax.Binary(operator, x, b) for x in _multiplied_out(a)]
        case syntax.Binary(operator=operator, left=a, right=b) if operator in PRODUCTS:
            left, right = _multiplied_out(a), _multiplied_out(b)
            if len(left) * len(right) > _PRODUCTS:
                return [node]
            return [_product(operator, x, y) for x in left for y in right]
        case _:
            return [node]


def _product(operator: str, left: syntax.Expression, right: syntax.Expression) -> syntax.Expression:
    """A product, without a 1 or an identity as a factor."""
    if operator in ("*", ".*") and ONE in (left, right):
        return right if left == ONE else left
    if operator == "@":
        match left:
            case syntax.Binary(operator="*", left=number, right=unit) if unit == _UNIT:
                return syntax.Binary("*", number, right)
            case unit if unit == _UNIT:
                return right
    return syntax.Binary(operator, left, right)


def _factors(node: syntax.Expression) -> Iterator[syntax.Expression]:
    match node:
        case syntax.Negative(operand=inner):
            yield from _factors(inner)
        case syntax.Binary(operator="*", left=a, right=b):
            yield from _factors(a)
            yield from _factors(b)
        case syntax.Binary(operator="/", left=a, right=syntax.Number()):
            yield from _factors(a)
        case syntax.Binary(operator="/", left=a, right=syntax.Name() as name):
            yield from _factors(a)
            yield syntax.Binary("/", ONE, name)
        case syntax.Iterated(kind="sum", body=body):
            yield from _factors(body)
        case syntax.Cases(branches=branches):
            for value, _ in branches:
                yield from _factors(value)
        case _:
            yield node
