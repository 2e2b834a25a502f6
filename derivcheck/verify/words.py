"""Ill-posed lines compared as sums of ordered words, shapes ignored.

When two neighbouring lines both have shapes that do not fit, nothing can be evaluated, but a
marker still sees whether the second follows from the first. Products become ordered words of
letters, a transpose stands on letters only (a scalar is never taken for its transpose, for
without shapes nobody knows what is a scalar), declared scalars commute. Agreement says
*follows* and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.printing import show

Letter = tuple[str, bool]
Scalars = tuple[tuple[str, int], ...]
Word = tuple[Scalars, tuple[Letter, ...]]
Words = dict[Word, Fraction]
IsScalar = Callable[[str], bool]

_ONE: Words = {((), ()): Fraction(1)}
#: beyond which nothing is said: words, letters of a word, signs of a letter, bits of a number
LIMIT, _LETTERS, _SIGNS, _BITS = 500, 64, 10_000, 4096


class Silence(Exception):
    """The comparison does not understand an operator, or grew too large."""


def follows(before: syntax.Node, line: syntax.Node, is_scalar: IsScalar) -> bool:
    """Whether the second expression or equation is the first one, read as words."""
    try:
        left, right = _difference(before, is_scalar), _difference(line, is_scalar)
        if isinstance(line, syntax.Expression):
            return left == right
        if _multiple(left, right) or _quotient(left, right) or _quotient(right, left):
            return True
        return any(
            _multiple(left, _multiplied(right, inverted, on_left))
            for inverted in _inverted(line, is_scalar)
            for on_left in (True, False)
        )
    except Silence:
        return False


def _difference(node: syntax.Node, is_scalar: IsScalar) -> Words:
    match node:
        case syntax.Relation(operands=(a, b), relations=("=",)):
            return _sum(_words(a, is_scalar), _scaled(_words(b, is_scalar), Fraction(-1)))
        case syntax.Expression():
            return _words(node, is_scalar)
        case _:
            raise Silence


def _words(node: syntax.Expression, is_scalar: IsScalar) -> Words:
    match node:
        case syntax.Number(value=value):
            return _scaled(_ONE, value)
        case syntax.Name(name="I"):
            return dict(_ONE)
        case syntax.Name(name=name) if is_scalar(name):
            return {(((name, 1),), ()): Fraction(1)}
        case syntax.Negative(operand=a):
            return _scaled(_words(a, is_scalar), Fraction(-1))
        case syntax.Binary(operator="+", left=a, right=b):
            return _sum(_words(a, is_scalar), _words(b, is_scalar))
        case syntax.Binary(operator="-", left=a, right=b):
            return _sum(_words(a, is_scalar), _scaled(_words(b, is_scalar), Fraction(-1)))
        case syntax.Binary(operator="*" | "@", left=a, right=b):
            return _product(_words(a, is_scalar), _words(b, is_scalar))
        case syntax.Binary(operator="/", left=a, right=b):
            return _product(_words(a, is_scalar), _inverse(_words(b, is_scalar)))
        case syntax.Call(function="inv", arguments=(a,), keywords=()):
            return _inverse(_words(a, is_scalar))
        case syntax.Binary(operator="^", left=a, right=syntax.Number(value=k)) if (
            k.denominator == 1 and 0 <= k <= 8
        ):
            result, factor = _ONE, _words(a, is_scalar)
            for _ in range(int(k)):
                result = _product(result, factor)
            return result
        case syntax.Transpose(operand=a):
            return {
                (scalars, tuple((name, not turned) for name, turned in reversed(word))): value
                for (scalars, word), value in _words(a, is_scalar).items()
            }
        case _:
            return {((), ((show(node), False),)): Fraction(1)}


def _collected(terms: Iterable[tuple[Word, Fraction]]) -> Words:
    """The sum of the terms, each of which is measured as it comes."""
    total: Words = {}
    for word, value in terms:
        total[word] = value = total.get(word, Fraction(0)) + value
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        if len(total) > LIMIT or len(word[1]) > _LETTERS or bits > _BITS:
            raise Silence
    return {word: value for word, value in total.items() if value}


def _sum(a: Words, b: Words) -> Words:
    return _collected((*a.items(), *b.items()))


def _scaled(a: Words, factor: Fraction) -> Words:
    return _collected((word, value * factor) for word, value in a.items())


def _product(a: Words, b: Words) -> Words:
    if len(a) * len(b) > LIMIT:
        raise Silence
    return _collected(
        ((_scalars(s, t), u + v), x * y) for (s, u), x in a.items() for (t, v), y in b.items()
    )


def _scalars(a: Scalars, b: Scalars) -> Scalars:
    powers = dict(a)
    for name, exponent in b:
        powers[name] = powers.get(name, 0) + exponent
    return tuple(sorted((name, k) for name, k in powers.items() if k))


def _inverse(a: Words) -> Words:
    """Of a scalar monomial its inverse; of anything else a letter of its own."""
    if len(a) == 1:
        ((scalars, word), value) = next(iter(a.items()))
        if not word:
            inverted = tuple((name, -k) for name, k in scalars)
            return {(inverted, ()): 1 / value}
    letter = f"inverse of {sorted(a.items())}"
    if len(letter) > _SIGNS:
        raise Silence
    return {((), ((letter, False),)): Fraction(1)}


def _multiple(a: Words, b: Words) -> bool:
    """Whether a = c b for a non-zero scalar monomial c."""
    if not a or not b or len(a) != len(b):
        return not a and not b
    for (s, u), x in a.items():
        for (t, v), y in b.items():
            if u != v:
                continue
            inverted = tuple((name, -k) for name, k in t)
            factor: Words = {(_scalars(s, inverted), ()): x / y}
            if _product(factor, b) == a:
                return True
        return False
    return False


def _quotient(a: Words, b: Words) -> bool:
    """Whether b is a divided on the right by one of the quotients that b mentions."""
    letters = {letter for _, word in b for letter in word if letter[0].startswith("inverse of ")}
    return any(_multiple(_divided(a, letter), b) for letter in letters)


def _divided(a: Words, inverse: Letter) -> Words:
    divided: Words = {}
    for (scalars, word), value in a.items():
        for cut in range(len(word) + 1):
            tail: Words = {((), word[cut:]): Fraction(1)}
            if word[cut:] and inverse in next(iter(_inverse(tail)))[1]:
                divided = _sum(divided, {(scalars, word[:cut]): value})
                break
        else:
            divided = _sum(divided, {(scalars, (*word, inverse)): value})
    return divided


def _inverted(node: syntax.Node, is_scalar: IsScalar) -> list[Words]:
    """What an equation divides by, and the arguments of its inverses."""
    found: list[Words] = []
    for part in syntax.parts(node):
        match part:
            case syntax.Call(function="inv", arguments=(inner,)):
                found.append(_words(inner, is_scalar))
            case syntax.Binary(operator="/", right=inner):
                found.append(_words(inner, is_scalar))
    return found


def _multiplied(a: Words, inverted: Words, on_left: bool) -> Words:
    """The sum times what is inverted in it: there the inverse at that end goes away."""
    (((_, letters), _),) = _inverse(inverted).items()
    total: Words = {}
    for (scalars, word), value in a.items():
        ends = word[:1] if on_left else word[-1:]
        if letters and ends == letters:
            inner = word[1:] if on_left else word[:-1]
            total = _sum(total, {(scalars, inner): value})
            continue
        here: Words = {(scalars, word): value}
        sides = (inverted, here) if on_left else (here, inverted)
        total = _sum(total, _product(*sides))
    return total
