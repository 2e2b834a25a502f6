"""Determinants: of products, multiples, diagonal matrices, and of a base plus products.

det(A + X Y) = det(A) det(I + Y inv(A) X) where A is invertible (matrix determinant lemma), and
det(I + X Y) = det(I + Y X) (Sylvester 1851), so that the factors of a product may be rotated.
"""

from __future__ import annotations

from derivcheck.calculus.contraction import folds, indicators, matrices
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.letters import Letter, Word, flip, order
from derivcheck.calculus.contraction.matrices import COLUMN, ROW, MatrixOf
from derivcheck.calculus.contraction.rewriting import Combination, combine, inverse_of
from derivcheck.calculus.tower import Element
from derivcheck.language.sizes import ONE, Size

_ROW, _COLUMN = Size.of(ROW), Size.of(COLUMN)


def determinant(algebra: Algebra, element: Element, size: Size) -> Element:
    """det of a square matrix."""
    if size.is_one or element.is_zero():
        return element
    if (number := size.constant) is not None and number <= matrices.WRITTEN_OUT:
        return matrices.leibniz(matrices.written_out(algebra, element, number))
    if (diagonal := matrices.only_diagonal(algebra, element)) is not None:
        return _of_diagonal(algebra, diagonal, size)
    combination = matrices.words(algebra, element, size, size)
    if combination is not None:
        found = _of_words(algebra, combination, size)
        if found is not None:
            return found
    return _whole(algebra, element, size)


def _of_diagonal(algebra: Algebra, diagonal: Element, size: Size) -> Element:
    """The product of the diagonal entries; c^n for a multiple of I"""
    with algebra.dummy(ONE, size) as name:
        entry = algebra.renamed(diagonal, {ROW: Size.of(name)})
        return folds.fold(algebra, "prod", entry, name)


def _of_words(algebra: Algebra, combination: Combination, size: Size) -> Element | None:
    if len(combination) == 1:
        ((word, coefficient),) = combination.items()
        if any(letter.rows != letter.columns for letter in word):
            return None
        result = _scaling(algebra, coefficient, size)
        for letter in word:
            result = result * _determinant(algebra, letter)
        return result
    if () in combination:
        return _identity_plus(algebra, combination, size)
    base = _base(algebra, combination, size)
    if base is None:
        return None
    scale = combination[(base,)]
    rest = {w: c / scale for w, c in combination.items() if w != (base,)}
    inverse = inverse_of(base)
    whole = algebra.rewriting.reduced({(inverse, *word): c for word, c in rest.items()})
    whole = combine(whole, {(): algebra.one})
    left = _scaling(algebra, scale, size) * _determinant(algebra, base)
    return left * determinant(algebra, matrices.entry(algebra, whole, _ROW, _COLUMN), size)


def _base(algebra: Algebra, combination: Combination, size: Size) -> Letter | None:
    """A summand that is invertible: declared so, or because its inverse occurs."""
    for word, coefficient in sorted(combination.items(), key=lambda item: order(item[0])):
        if len(word) != 1 or word[0].rows != size or word[0].columns != size:
            continue
        (letter,) = word
        invertible = letter.kind == "inverse" or letter.name in algebra.invertible
        if not invertible:
            element = algebra.path(word, _ROW, _COLUMN)
            keys = {element.key(), matrices.transposed(algebra, element).key()}
            invertible = not keys.isdisjoint(algebra.inverted)
        if invertible and algebra.tower.sign(coefficient):
            return letter
    return None


def _identity_plus(algebra: Algebra, combination: Combination, size: Size) -> Element | None:
    """det(a I + b w) = a^n det(I + (b/a) w), the word w rotated to its least form"""
    scale = combination[()]
    if len(combination) != 2:
        return None
    ((word, coefficient),) = ((w, c) for w, c in combination.items() if w)
    for place in range(1, len(word)):
        if word[place].rows.is_one:
            return _rank_one(algebra, scale, coefficient, word, place, size)
    if not algebra.tower.sign(scale):
        return None
    scaling, share = _scaling(algebra, scale, size), coefficient / scale
    rotations = [word[k:] + word[:k] for k in range(len(word))]
    for rotated in rotations:
        joined = algebra.rewriting.joined(rotated)
        if len(joined) < len(word):
            rows = rotated[0].rows
            return scaling * determinant(algebra, _one_plus(algebra, joined, share), rows)
    least = min((choice for r in rotations for choice in (r, flip(r))), key=_by_size)
    return scaling * _whole(algebra, _one_plus(algebra, least, share), least[0].rows)


def _one_plus(algebra: Algebra, word: Word, share: Element) -> Element:
    """I + c w"""
    combination = combine({(): algebra.one}, {word: share})
    return matrices.entry(algebra, combination, _ROW, _COLUMN)


def _by_size(word: Word) -> tuple[str, tuple[bool, int, tuple[str, ...]]]:
    return str(word[0].rows), order(word)


def _scaling(algebra: Algebra, coefficient: Element, size: Size) -> Element:
    """det(c I) = c^n"""
    if coefficient.is_number() == 1:
        return algebra.one
    return algebra.tower.power(coefficient, algebra.number(size))


def _rank_one(
    algebra: Algebra, scale: Element, coefficient: Element, word: Word, place: int, size: Size
) -> Element:
    """det(a I + b u v') = a^n + a^(n - 1) b v'u"""
    inner = coefficient * algebra.path(word[place:] + word[:place], ONE, ONE)
    if scale.is_number() == 1:
        return 1 + inner
    lower = algebra.tower.power(scale, algebra.number(size - ONE))
    return lower * (scale + inner)


def _determinant(algebra: Algebra, letter: Letter) -> Element:
    """det(A') = det(A), det(inv(A)) = 1/det(A), det(A^k) = det(A)^k, det(Q) is 1 or -1"""
    if letter.transposed:
        letter = letter.flipped
    if letter.kind == "inverse":
        if isinstance(letter.payload, Letter):
            return 1 / _determinant(algebra, letter.payload)
        if isinstance(letter.payload, MatrixOf):
            return 1 / determinant(algebra, letter.payload.element, letter.rows)
    if letter.kind == "power" and isinstance(letter.payload, Letter):
        base = _determinant(algebra, letter.payload)
        return algebra.tower.power(base, algebra.number(letter.indices[0]))
    value = _whole(algebra, algebra.path((letter,), _ROW, _COLUMN), letter.rows)
    if letter.kind == "array" and letter.name in algebra.invertible:
        algebra.tower.assume(value, ">" if letter.name in algebra.definite else "!=")
    if letter.orthogonal:
        return 2 * indicators.indicator(algebra, ">", value) - 1
    return value


def _whole(algebra: Algebra, element: Element, size: Size) -> Element:
    """det(c A) = c^n det(A) for rational c; det(A) = det(A')."""
    scale, _ = element.terms()[0]
    result = _scaling(algebra, algebra.tower.number(scale), size)
    element = element.over(scale)
    other = matrices.transposed(algebra, element)
    return result * algebra.value("det", (), (min(element, other, key=lambda e: e.key()),))
